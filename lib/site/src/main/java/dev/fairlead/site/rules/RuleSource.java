package dev.fairlead.site.rules;

import java.util.Objects;

/**
 * Where a rule was written.
 *
 * @param file path in the published folder or in the repository: {@code _redirects}
 * @param line from 1; 0 where the format does not say
 */
public record RuleSource(String file, int line) {
  public RuleSource {
    Objects.requireNonNull(file, "file");
    if (line < 0) {
      throw new IllegalArgumentException("line: %d (expected: 0 or more)".formatted(line));
    }
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
