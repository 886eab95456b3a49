package dev.fairlead.api.deployment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.api.rules.RuleProblemCount;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.UploadSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as the api shows it.
 *
 * @param projectName name of its project
 * @param state one of {@code queued}, {@code building}, {@code ready}, {@code failed}, {@code
 *     cancelled}
 * @param production whether it goes live on the production host once it is ready
 * @param live whether the production host serves it now
 * @param served whether its addresses answer with it: true some milliseconds after it is ready
 * @param url its own address, which never serves anything else
 * @param siteUrl the address of the project's production
 * @param repositoryUrl absent for an upload
 * @param buildSize machine of the build: {@code small}, {@code medium}, {@code large} or {@code
 *     xlarge}
 * @param attempt 1 for the first try; more after a build was lost; 0 while queued for the first
 *     time
 * @param failure why it failed; present exactly when the state is {@code failed}
 * @param cancelReason {@code user} or {@code superseded}; present exactly when it was cancelled
 * @param commit absent until the source has been fetched
 * @param plan what was detected or set; absent until then
 * @param upload absent until the upload is done
 * @param ruleProblems what is wrong with the site's redirects and headers, counted; absent where
 *     nothing is, and until the deployment is ready or has failed for it
 * @param phases of the newest attempt, in the order they began
 * @param startedAt when its build began; absent while queued
 * @param finishedAt when it became ready, failed or was cancelled
 */
@Schema(name = "Deployment")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeploymentView(
    String id,
    String projectId,
    String projectName,
    String state,
    boolean production,
    boolean live,
    boolean served,
    String url,
    String siteUrl,
    @Nullable String repositoryUrl,
    @Nullable String branch,
    String buildSize,
    int attempt,
    @Nullable Failure failure,
    @Nullable String cancelReason,
    @Nullable Commit commit,
    @Nullable BuildPlan plan,
    @Nullable UploadSummary upload,
    @Nullable RuleProblemCount ruleProblems,
    List<PhaseView> phases,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /**
   * A phase of the build.
   *
   * @param name such as {@code cloning}
   * @param finishedAt absent while it lasts, and for the phase in which a build failed
   */
  @Schema(name = "Phase")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PhaseView(String name, Instant startedAt, @Nullable Instant finishedAt) {}
}
