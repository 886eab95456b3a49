package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a site's files, in the order found; of very many, the first and a count. */
final class ProblemList {
  /** One less than are kept: the last one counts the rest. */
  static final int MAX_PROBLEMS = SiteRules.MAX_PROBLEMS - 1;

  private final List<RuleProblem> problems = new ArrayList<>();
  private int errorsLeftOut;
  private int warningsLeftOut;

  /** Something was left out. */
  void error(RuleSource source, String sentence) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new RuleProblem(source, Severity.ERROR, sentence));
    } else {
      errorsLeftOut++;
    }
  }

  /** Something was taken as it is, but looks wrong. */
  void warning(RuleSource source, String sentence) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new RuleProblem(source, Severity.WARNING, sentence));
    } else {
      warningsLeftOut++;
    }
  }

  List<RuleProblem> toList() {
    List<RuleProblem> all = new ArrayList<>(problems);
    if (errorsLeftOut > 0 || warningsLeftOut > 0) {
      all.add(
          new RuleProblem(
              problems.getLast().source(),
              errorsLeftOut > 0 ? Severity.ERROR : Severity.WARNING,
              "There are %,d more errors and %,d more warnings; correct the first ones and deploy again."
                  .formatted(errorsLeftOut, warningsLeftOut)));
    }
    return all;
  }
}
