package dev.fairlead.api.deployment;

import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.project.ProjectName;
import dev.fairlead.api.rules.RuleProblemCount;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.UploadSummary;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import java.time.Instant;
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
      @Nullable RuleProblemCount ruleProblems) {}

  /**
   * When it happened.
   *
   * @param started when the first attempt began
   */
  public record Times(Instant created, @Nullable Instant started, @Nullable Instant finished) {}
}
