package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.rulefiles.RuleFile;
import dev.fairlead.rulefiles.SiteReading;
import dev.fairlead.site.Quantity;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.SiteRules;
import java.util.List;

/** Tells in the log what became of a site's rules. */
final class RuleReport {
  private static final int PROBLEMS_TO_NAME = 100;

  private final LogWriter log;

  RuleReport(LogWriter log) {
    this.log = log;
  }

  /**
   * Names the problems.
   *
   * @throws BuildFailedException if the site wants to fail on errors and there are some
   */
  void tell(List<RuleFile> files, SiteReading reading) throws BuildFailedException {
    if (files.isEmpty()) {
      return;
    }
    SiteRules rules = reading.rules();
    log.say(
        "Read %s: %s, %s"
            .formatted(
                String.join(", ", files.stream().map(RuleFile::name).toList()),
                new Quantity(
                    rules.redirects().size(), "redirect or rewrite", "redirects and rewrites"),
                Quantity.of(rules.headers().size(), "header rule")));
    rules.problems().stream().limit(PROBLEMS_TO_NAME).forEach(this::tell);
    tellOfTheOthers(rules.problems());
    if (reading.failOnErrors() && reading.errors() > 0) {
      throw new BuildFailedException(
          FailureCode.OUTPUT_INVALID,
          "Rules of the site have %s, named in the log, and “# problems: fail” asks to publish nothing then. Correct them, or remove that line."
              .formatted(Quantity.of(reading.errors(), "error")),
          rules.problems());
    }
  }

  private void tellOfTheOthers(List<RuleProblem> problems) {
    if (problems.size() > PROBLEMS_TO_NAME) {
      int all = problems.stream().mapToInt(RuleProblem::count).sum();
      log.warn(
          "These are the first %d of %s; the deployment's page lists more."
              .formatted(PROBLEMS_TO_NAME, Quantity.of(all, "problem")));
    }
  }

  private void tell(RuleProblem problem) {
    String line = "%s: %s".formatted(problem.source(), problem.sentence());
    switch (problem.severity()) {
      case ERROR -> log.complain(line);
      case WARNING -> log.warn(line);
    }
  }
}
