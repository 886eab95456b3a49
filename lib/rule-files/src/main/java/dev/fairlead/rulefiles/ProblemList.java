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
import org.jspecify.annotations.Nullable;

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

  private final Found errors = new Found();
  private final Found warnings = new Found();

  /** The first problems of one severity, and how many there are. */
  private static final class Found {
    private final Set<RuleProblem> first = new LinkedHashSet<>();
    private @Nullable RuleProblem last;
    private int count;

    /** The two rules of a line are read one after the other, also where no more are kept. */
    void add(RuleProblem problem) {
      boolean isNew = first.size() < MAX_PROBLEMS ? first.add(problem) : !isKnown(problem);
      count += isNew ? 1 : 0;
      last = problem;
    }

    private boolean isKnown(RuleProblem problem) {
      return problem.equals(last) || first.contains(problem);
    }
  }

  /** Something was left out. */
  void error(RuleSource source, String sentence) {
    errors.add(new RuleProblem(source, Severity.ERROR, sentence));
  }

  /** Something was taken as it is, but looks wrong. */
  void warning(RuleSource source, String sentence) {
    warnings.add(new RuleProblem(source, Severity.WARNING, sentence));
  }

  List<RuleProblem> toList() {
    List<RuleProblem> kept =
        new ArrayList<>(
            Stream.concat(
                    errors.first.stream().sorted(BY_PLACE),
                    warnings.first.stream().sorted(BY_PLACE))
                .limit(MAX_PROBLEMS)
                .toList());
    int warningsKept = kept.size() - errors.first.size();
    addRest(kept, Severity.ERROR, errors.count - errors.first.size());
    addRest(kept, Severity.WARNING, warnings.count - warningsKept);
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
