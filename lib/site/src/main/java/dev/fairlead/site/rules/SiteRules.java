package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rules of a deployment, each list in the order of evaluation, and what was wrong with them.
 *
 * @param problems of the rules that were left out or are suspicious
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SiteRules(
    List<RedirectRule> redirects, List<HeaderRule> headers, List<RuleProblem> problems) {
  /** Most problems that are kept: who finds more counts the other errors and warnings in two. */
  public static final int MAX_PROBLEMS = 1002;

  public static final SiteRules NONE = new SiteRules(List.of(), List.of(), List.of());

  public SiteRules(
      @Nullable List<RedirectRule> redirects,
      @Nullable List<HeaderRule> headers,
      @Nullable List<RuleProblem> problems) {
    this.redirects = redirects == null ? List.of() : List.copyOf(redirects);
    this.headers = headers == null ? List.of() : List.copyOf(headers);
    this.problems = problems == null ? List.of() : List.copyOf(problems);
    if (this.problems.size() > MAX_PROBLEMS) {
      throw new IllegalArgumentException(
          "problems: %d (expected: at most %d)".formatted(this.problems.size(), MAX_PROBLEMS));
    }
  }
}
