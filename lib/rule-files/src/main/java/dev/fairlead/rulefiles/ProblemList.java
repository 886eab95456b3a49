package dev.fairlead.rulefiles;

import dev.fairlead.site.Quantity;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is wrong with a site's files: errors first, then by file and line. Of very many, the first
 * found and a count; warnings never take the place of errors. What is wrong twice with one line,
 * since it makes two rules, is told once.
 */
final class ProblemList {
  /** Two less than are kept: the last ones count the other errors and warnings. */
  static final int MAX_PROBLEMS = SiteRules.MAX_PROBLEMS - 2;

  private static final Comparator<RuleProblem> BY_PLACE =
      Comparator.comparing((RuleProblem problem) -> problem.source().file())
          .thenComparing(problem -> problem.source().line());

  private final Set<RuleProblem> errors = new LinkedHashSet<>();
  private final Set<RuleProblem> warnings = new LinkedHashSet<>();
  private int errorsFound;
  private int warningsFound;

  /** Something was left out. */
  void error(RuleSource source, String sentence) {
    errorsFound += add(errors, new RuleProblem(source, Severity.ERROR, sentence));
  }

  /** Something was taken as it is, but looks wrong. */
  void warning(RuleSource source, String sentence) {
    warningsFound += add(warnings, new RuleProblem(source, Severity.WARNING, sentence));
  }

  private static int add(Set<RuleProblem> kept, RuleProblem problem) {
    boolean isNew = kept.size() < MAX_PROBLEMS ? kept.add(problem) : !kept.contains(problem);
    return isNew ? 1 : 0;
  }

  List<RuleProblem> toList() {
    List<RuleProblem> kept =
        new ArrayList<>(
            Stream.concat(errors.stream().sorted(BY_PLACE), warnings.stream().sorted(BY_PLACE))
                .limit(MAX_PROBLEMS)
                .toList());
    int warningsKept = kept.size() - errors.size();
    addRest(kept, Severity.ERROR, errorsFound - errors.size());
    addRest(kept, Severity.WARNING, warningsFound - warningsKept);
    return kept;
  }

  private static void addRest(List<RuleProblem> kept, Severity severity, int unlisted) {
    if (unlisted == 0) {
      return;
    }
    String noun = severity == Severity.ERROR ? "more error" : "more warning";
    String sentence =
        "Not listed: %s; correct the first ones and deploy again."
            .formatted(Quantity.of(unlisted, noun));
    kept.add(new RuleProblem(kept.getLast().source(), severity, sentence, unlisted));
  }
}
