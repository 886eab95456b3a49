package dev.fairlead.api.deployment;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Deployments as users see them; the queue and the build endpoint have stores of their own. */
@Singleton
public final class DeploymentStore {
  private final Jdbi jdbi;

  DeploymentStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Puts a deployment at the end of the queue. Deployments of the same project and branch that wait
   * there are superseded: nobody needs what they would publish.
   *
   * @param retryOf the deployment this one repeats, if it is a retry
   * @param commit what is known of the commit before the build
   */
  void enqueue(
      DeploymentId id,
      ProjectId project,
      boolean production,
      Snapshot snapshot,
      @Nullable Commit commit,
      @Nullable DeploymentId retryOf) {
    jdbi.useTransaction(
        handle -> {
          supersede(handle, project, snapshot.source());
          insert(handle, id, project, production, snapshot, commit, retryOf);
        });
  }

  private static void supersede(Handle handle, ProjectId project, DeploymentSource source) {
    @Nullable String branch =
        switch (source) {
          case DeploymentSource.Repository repository -> repository.branch();
          case DeploymentSource.Upload upload -> null;
        };
    handle
        .createUpdate(
            """
            UPDATE deployment
            SET state = 'cancelled', cancel_reason = 'superseded', finished_at = now()
            WHERE project_id = :project AND state = 'queued' AND branch IS NOT DISTINCT FROM :branch
            """)
        .bind("project", project.value())
        .bind("branch", branch)
        .execute();
  }

  private static void insert(
      Handle handle,
      DeploymentId id,
      ProjectId project,
      boolean production,
      Snapshot snapshot,
      @Nullable Commit commit,
      @Nullable DeploymentId retryOf) {
    var insert =
        handle
            .createUpdate(
                """
                INSERT INTO deployment
                  (id, project_id, production, retry_of, repository_url, branch, commit_requested,
                   upload_id, root_directory, install_command, build_command, output_directory,
                   html_handling, not_found, build_size,
                   commit_sha, commit_branch, commit_message, commit_author)
                VALUES
                  (:id, :project, :production, :retryOf, :repository, :branch, :commit,
                   :upload, :root, :install, :build, :output, :html, :notFound, :size,
                   :sha, :commitBranch, :message, :author)
                """)
            .bind("id", id.value())
            .bind("project", project.value())
            .bind("production", production)
            .bind("retryOf", retryOf == null ? null : retryOf.value())
            .bind("root", snapshot.settings().rootDirectory())
            .bind("install", snapshot.settings().installCommand())
            .bind("build", snapshot.settings().buildCommand())
            .bind("output", snapshot.settings().outputDirectory())
            .bind("html", snapshot.settings().htmlName())
            .bind("notFound", snapshot.settings().notFoundName())
            .bind("size", snapshot.size().wireName())
            .bind("sha", commit == null ? null : commit.sha())
            .bind("commitBranch", commit == null ? null : commit.branch())
            .bind("message", commit == null ? null : commit.message())
            .bind("author", commit == null ? null : commit.author());
    switch (snapshot.source()) {
      case DeploymentSource.Repository repository ->
          insert
              .bind("repository", repository.url().value())
              .bind("branch", repository.branch())
              .bind("commit", repository.commit())
              .bind("upload", (String) null);
      case DeploymentSource.Upload upload ->
          insert
              .bind("repository", (String) null)
              .bind("branch", (String) null)
              .bind("commit", (String) null)
              .bind("upload", upload.id());
    }
    insert.execute();
  }

  /** Everything a build depends on, frozen when a deployment is asked for. */
  record Snapshot(DeploymentSource source, BuildSettings settings, BuildSize size) {}

  public Optional<Deployment> find(TeamScope scope, String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    DeploymentRows.SELECT + "WHERE project.team_id = :team AND deployment.id = :id")
                .bind("team", scope.teamId())
                .bind("id", id)
                .map(DeploymentRows::deployment)
                .findOne());
  }

  /**
   * Finds a deployment.
   *
   * @throws ProblemException {@code NOT_FOUND} if the team has none of that id
   */
  public Deployment get(TeamScope scope, String id) {
    return find(scope, id).orElseThrow(() -> ProblemException.notFound("deployment"));
  }

  /** A deployment whose right to be seen has been proven otherwise: by its build or its queue. */
  public Deployment ofPlatform(DeploymentId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(DeploymentRows.SELECT + "WHERE deployment.id = :id")
                .bind("id", id.value())
                .map(DeploymentRows::deployment)
                .one());
  }

  /**
   * The newest deployments of a project, newest first.
   *
   * @param before only those older than this one; null for the newest
   * @param limit most to return
   */
  List<Deployment> list(ProjectId project, @Nullable String before, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    DeploymentRows.SELECT
                        + """
                        WHERE deployment.project_id = :project
                        AND (:before::text IS NULL OR deployment.sequence <
                          (SELECT sequence FROM deployment WHERE id = :before))
                        ORDER BY deployment.sequence DESC LIMIT :limit
                        """)
                .bind("project", project.value())
                .bind("before", before)
                .bind("limit", limit)
                .map(DeploymentRows::deployment)
                .list());
  }

  /** The production deployment that is ready and was asked for last before another one. */
  Optional<DeploymentId> readyBefore(ProjectId project, DeploymentId deployment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM deployment
                    WHERE project_id = :project AND production AND state = 'ready'
                    AND sequence < (SELECT sequence FROM deployment WHERE id = :id)
                    ORDER BY sequence DESC LIMIT 1
                    """)
                .bind("project", project.value())
                .bind("id", deployment.value())
                .mapTo(String.class)
                .findOne()
                .map(DeploymentId::parse));
  }

  /** The phases of the newest attempt, in the order they began. */
  List<DeploymentView.PhaseView> phases(DeploymentId id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT phase.name, phase.started_at, phase.finished_at
                    FROM phase JOIN deployment
                      ON deployment.id = phase.deployment_id AND deployment.attempt = phase.attempt
                    WHERE deployment.id = :id ORDER BY phase.started_at, phase.name
                    """)
                .bind("id", id.value())
                .map(
                    (row, context) ->
                        new DeploymentView.PhaseView(
                            row.getString("name"),
                            row.getTimestamp("started_at").toInstant(),
                            row.getTimestamp("finished_at") == null
                                ? null
                                : row.getTimestamp("finished_at").toInstant()))
                .list());
  }
}
