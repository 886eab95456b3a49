package dev.fairlead.api.rules;

import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * How many problems the rules of the site have.
 *
 * @param errors rules, or parts of files, that are not applied
 * @param warnings rules that are applied, but probably do not do what was meant
 */
@Schema(name = "RuleProblemCount")
public record RuleProblemCount(int errors, int warnings) {

  /** Counts them, also those that the last ones only count. */
  public static RuleProblemCount of(List<RuleProblem> problems) {
    return new RuleProblemCount(count(problems, Severity.ERROR), count(problems, Severity.WARNING));
  }

  private static int count(List<RuleProblem> problems, Severity severity) {
    return problems.stream()
        .filter(problem -> problem.severity() == severity)
        .mapToInt(RuleProblem::count)
        .sum();
  }
}
