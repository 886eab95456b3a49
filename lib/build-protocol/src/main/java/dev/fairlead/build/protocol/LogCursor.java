package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * How far a viewer has read: the last line it has seen. Written {@code <attempt>.<line>}; {@code
 * 0.0} is before the first line.
 */
public record LogCursor(int attempt, long line) implements Comparable<LogCursor> {
  public static final LogCursor START = new LogCursor(0, 0);
  private static final Comparator<LogCursor> ORDER =
      Comparator.comparingInt(LogCursor::attempt).thenComparingLong(LogCursor::line);

  public LogCursor {
    if (attempt < 0 || line < 0) {
      throw new IllegalArgumentException(
          "log cursor: %d.%d (expected: two numbers, 0 or more)".formatted(attempt, line));
    }
  }

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException if it is not two numbers joined by a dot
   */
  @JsonCreator
  public static LogCursor parse(String text) {
    if (!text.matches("\\d{1,9}\\.\\d{1,18}")) {
      throw new IllegalArgumentException(
          "log cursor: %s (expected: two numbers such as 1.250)".formatted(text));
    }
    int dot = text.indexOf('.');
    return new LogCursor(
        Integer.parseInt(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
  }

  @Override
  public int compareTo(LogCursor other) {
    return ORDER.compare(this, other);
  }

  @JsonValue
  @Override
  public String toString() {
    return attempt + "." + line;
  }
}
