package dev.fairlead.api.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.rules.RuleProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment is served; of one that failed for its rules, only their problems.
 *
 * @param htmlHandling {@code auto-trailing-slash}, {@code force-trailing-slash}, {@code
 *     drop-trailing-slash} or {@code none}
 * @param notFound {@code 404-page}, {@code single-page-application} or {@code none}
 * @param redirects number of redirect and rewrite rules
 * @param headers number of header rules
 * @param problems of its rules, errors first: at most 1,000, and two that count the others
 */
@Schema(name = "DeploymentRules")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RulesView(
    @Nullable String htmlHandling,
    @Nullable String notFound,
    @Nullable Integer redirects,
    @Nullable Integer headers,
    List<ProblemView> problems) {

  /**
   * What is wrong with a rule.
   *
   * @param file such as {@code _redirects}
   * @param line from 1; 0 where the format does not say
   * @param severity {@code error} for what is not applied, {@code warning} for what probably does
   *     not do what was meant
   * @param sentence what was found, and what to write instead
   */
  @Schema(name = "RuleProblem")
  public record ProblemView(String file, int line, String severity, String sentence) {
    static ProblemView of(RuleProblem problem) {
      return new ProblemView(
          problem.source().file(),
          problem.source().line(),
          problem.severity().name().toLowerCase(Locale.ROOT),
          problem.sentence());
    }
  }

  static RulesView of(Manifest manifest) {
    return new RulesView(
        manifest.htmlHandling().wireName(),
        manifest.notFound().wireName(),
        manifest.rules().redirects().size(),
        manifest.rules().headers().size(),
        manifest.rules().problems().stream().map(ProblemView::of).toList());
  }

  static RulesView ofProblems(List<RuleProblem> problems) {
    return new RulesView(null, null, null, null, problems.stream().map(ProblemView::of).toList());
  }
}
