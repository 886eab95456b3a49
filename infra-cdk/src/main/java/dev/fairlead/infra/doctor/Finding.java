package dev.fairlead.infra.doctor;

/**
 * What one question has come to.
 *
 * @param what was looked at, and what was seen
 * @param advice what to do, or empty when all is well
 */
public record Finding(Level level, String what, String advice) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** It can be deployed, and something will want attention. */
    WARN,
    /** A deployment would fail. */
    FAIL
  }

  static Finding ok(String what) {
    return new Finding(Level.OK, what, "");
  }

  static Finding warn(String what, String advice) {
    return new Finding(Level.WARN, what, advice);
  }

  static Finding fail(String what, String advice) {
    return new Finding(Level.FAIL, what, advice);
  }
}
