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
 */
public record Explanation(
    Resolution resolution,
    List<String> steps,
    @Nullable RuleSource rule,
    @Nullable SitePath file,
    List<RuleSource> headerRules) {
  public Explanation {
    Objects.requireNonNull(resolution, "resolution");
    steps = List.copyOf(steps);
    headerRules = List.copyOf(headerRules);
  }
}
