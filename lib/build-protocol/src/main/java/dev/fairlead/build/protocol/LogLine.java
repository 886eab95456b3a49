package dev.fairlead.build.protocol;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of a build log.
 *
 * @param number 1 for the first line of an attempt, growing by one
 * @param text without line end; of ANSI escapes only colours and styles (SGR) are left in it; at
 *     most {@link #MAX_LENGTH} characters
 */
public record LogLine(long number, Instant at, LogStream stream, String text) {
  /** Most characters of a line; a longer one is cut and the cut is marked. */
  public static final int MAX_LENGTH = 8192;

  public LogLine {
    if (number < 1) {
      throw new IllegalArgumentException("number: %d (expected: 1 or more)".formatted(number));
    }
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(stream, "stream");
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "text: %d characters (expected: at most %d)".formatted(text.length(), MAX_LENGTH));
    }
  }
}
