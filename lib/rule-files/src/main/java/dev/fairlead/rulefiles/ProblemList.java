package dev.fairlead.rulefiles;

import static java.util.stream.Collectors.joining;

import dev.fairlead.site.Quantity;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is wrong with a site's files: errors first, then by file and line. Of very many, the first
 * found and a count; warnings never take the place of errors. What is wrong twice with one line,
 * since it makes two rules, is told once.
 */
final class ProblemList {
  /** One less than are kept: the last one counts the rest. */
  static final int MAX_PROBLEMS = SiteRules.MAX_PROBLEMS - 1;

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
    int errorsLeftOut = errorsFound - errors.size();
    int warningsLeftOut = warningsFound - (kept.size() - errors.size());
    if (errorsLeftOut > 0 || warningsLeftOut > 0) {
      kept.add(
          new RuleProblem(
              kept.getLast().source(),
              errorsLeftOut > 0 ? Severity.ERROR : Severity.WARNING,
              "Not listed: %s; correct the first ones and deploy again."
                  .formatted(rest(errorsLeftOut, warningsLeftOut))));
    }
    return kept;
  }

  private static String rest(int errors, int warnings) {
    return Stream.of(counted(errors, "error"), counted(warnings, "warning"))
        .flatMap(Optional::stream)
        .collect(joining(" and "));
  }

  private static Optional<String> counted(int number, String noun) {
    return number == 0
        ? Optional.empty()
        : Optional.of(Quantity.of(number, "more " + noun).toString());
  }
}
