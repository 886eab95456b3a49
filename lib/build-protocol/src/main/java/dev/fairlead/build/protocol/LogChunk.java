package dev.fairlead.build.protocol;

import java.util.List;

/**
 * Consecutive lines of one attempt.
 *
 * @param attempt whose lines these are; lines of a greater attempt replace those before
 * @param lines 1–{@link #MAX_LINES}, without a gap in their numbers
 */
public record LogChunk(int attempt, List<LogLine> lines) implements LogMessage {
  public static final int MAX_LINES = 1000;

  public LogChunk {
    lines = List.copyOf(lines);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt: %d (expected: 1 or more)".formatted(attempt));
    }
    if (lines.isEmpty() || lines.size() > MAX_LINES) {
      throw new IllegalArgumentException(
          "lines: %d (expected: 1–%d)".formatted(lines.size(), MAX_LINES));
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).number() != lines.get(i - 1).number() + 1) {
        throw new IllegalArgumentException(
            "line %d follows line %d".formatted(lines.get(i).number(), lines.get(i - 1).number()));
      }
    }
  }

  /** Where this chunk ends. */
  public LogCursor end() {
    return new LogCursor(attempt, lines.getLast().number());
  }
}
