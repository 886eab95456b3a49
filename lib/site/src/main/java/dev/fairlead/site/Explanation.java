package dev.fairlead.site;

import dev.fairlead.site.rules.RuleSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer and how it came about.
 *
 * @param steps what was looked at, in order, each one sentence
 * @param rule the redirect rule that decided; null if none did
 * @param file the file that is sent; null if none is
 * @param headerRules the header rules that apply, in the order of evaluation
 * @param fields the header fields of the answer, but for those that say how it is coded, framed,
 *     validated and dated; of another server's answer only those that the site sets
 */
public record Explanation(
    Resolution resolution,
    List<String> steps,
    @Nullable RuleSource rule,
    @Nullable SitePath file,
    List<RuleSource> headerRules,
    List<ResponseHeaders.Field> fields) {
  public Explanation {
    Objects.requireNonNull(resolution, "resolution");
    if (resolution instanceof Resolution.Missing) {
      throw new IllegalArgumentException(
          "resolution: %s (expected: what answers in the end)".formatted(resolution));
    }
    steps = List.copyOf(steps);
    headerRules = List.copyOf(headerRules);
    fields = List.copyOf(fields);
  }
}
