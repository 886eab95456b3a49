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

  /** Counts them. */
  public static RuleProblemCount of(List<RuleProblem> problems) {
    int errors =
        Math.toIntExact(
            problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count());
    return new RuleProblemCount(errors, problems.size() - errors);
  }
}
