package dev.fairlead.api.deployment;

import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.project.ProjectName;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.UploadSummary;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a site, from the wish to have it to the files that are served.
 *
 * @param sequence grows with every deployment of any project
 * @param production whether it goes live on the production host once it is ready
 * @param settings as they were when it was asked for
 * @param size of the machine that builds it
 * @param attempt number of the newest attempt; 0 before the first
 * @param routed whether every host that leads to it does so in the store as well
 */
public record Deployment(
    DeploymentId id,
    long sequence,
    ProjectId project,
    ProjectName projectName,
    boolean production,
    DeploymentSource source,
    BuildSettings settings,
    BuildSize size,
    DeploymentState state,
    int attempt,
    Outcome outcome,
    Times times,
    boolean routed,
    boolean logArchived) {

  /** What the build has found out so far. */
  public record Outcome(
      @Nullable Commit commit,
      @Nullable BuildPlan plan,
      @Nullable UploadSummary upload,
      @Nullable RuleProblems ruleProblems) {}

  /**
   * How many problems the rules of the site have.
   *
   * @param errors rules, or parts of files, that are not applied
   * @param warnings rules that are applied, but probably do not do what was meant
   */
  @Schema(name = "RuleProblemCount")
  public record RuleProblems(int errors, int warnings) {

    /** Counts them. */
    public static RuleProblems of(List<RuleProblem> problems) {
      int errors =
          Math.toIntExact(
              problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count());
      return new RuleProblems(errors, problems.size() - errors);
    }
  }

  /**
   * When it happened.
   *
   * @param started when the first attempt began
   */
  public record Times(Instant created, @Nullable Instant started, @Nullable Instant finished) {}
}
