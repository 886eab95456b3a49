package dev.fairlead.site;

/**
 * What a search may cost. Work is counted in units of about six nanoseconds of a cold JVM, so that
 * a search takes about half a second; what it keeps is counted in bytes.
 */
final class SearchBudget {
  /** Most work that is begun. */
  static final long MAX_WORK = 50_000_000;

  /** Most bytes that are kept. */
  static final long MAX_KEPT = 32 << 20;

  private long work;
  private long kept;

  /** Counts work. */
  void spend(long units) {
    work += units;
  }

  /** Whether nothing more is to be begun. */
  boolean isSpent() {
    return work > MAX_WORK;
  }

  /** Makes room for something; false if there is none. */
  boolean keep(long bytes) {
    if (kept + bytes > MAX_KEPT) {
      return false;
    }
    kept += bytes;
    return true;
  }

  /** Gives room back. */
  void release(long bytes) {
    kept -= bytes;
  }

  long work() {
    return work;
  }
}
