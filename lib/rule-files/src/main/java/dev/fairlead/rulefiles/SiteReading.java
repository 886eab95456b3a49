package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.SiteRules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a site's files say.
 *
 * @param htmlHandling null where no file says
 * @param failOnErrors whether the site wants its build to fail if a rule was left out
 */
public record SiteReading(
    SiteRules rules, @Nullable HtmlHandling htmlHandling, boolean failOnErrors) {
  public SiteReading {
    Objects.requireNonNull(rules, "rules");
  }

  /** How many rules, or parts of files, were left out, listed or not. */
  public int errors() {
    return rules.problems().stream()
        .filter(problem -> problem.severity() == RuleProblem.Severity.ERROR)
        .mapToInt(RuleProblem::count)
        .sum();
  }
}
