package dev.fairlead.api.route;

import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Route;
import dev.fairlead.site.StorageRegion;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The truth about where hosts lead, and how far the route objects have followed it. */
@Singleton
public final class AliasStore {
  private static final int BATCH = 500;

  private final Jdbi jdbi;

  AliasStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Takes a host for a project that has nothing to serve yet.
   *
   * @throws ProblemException {@code NAME_TAKEN} if the host leads elsewhere
   */
  public void createWaiting(Handle handle, Hostname host, ProjectId project) {
    int created =
        handle.execute(
            """
            INSERT INTO alias (host, project_id, production) VALUES (?, ?, true)
            ON CONFLICT (host) DO NOTHING
            """,
            host.value(),
            project.value());
    if (created == 0) {
      throw ProblemException.ofField(
          ErrorCode.NAME_TAKEN, "name", "%s is taken; choose another name.".formatted(host));
    }
  }

  /** Leads a host of a project to one of its deployments. */
  public void point(
      Handle handle,
      Hostname host,
      ProjectId project,
      DeploymentId deployment,
      boolean production) {
    int changed =
        handle.execute(
            """
            INSERT INTO alias (host, project_id, deployment_id, production) VALUES (?, ?, ?, ?)
            ON CONFLICT (host) DO UPDATE
              SET deployment_id = excluded.deployment_id, generation = alias.generation + 1
              WHERE alias.project_id = excluded.project_id
            """,
            host.value(),
            project.value(),
            deployment.value(),
            production);
    if (changed == 0) {
      throw new IllegalStateException("%s belongs to another project".formatted(host));
    }
  }

  /** Routes whose objects do not show the newest generation yet; at most 500. */
  List<Route> unprojected() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT host, generation, project_id, deployment_id, storage_region, production
                    FROM alias JOIN project ON project.id = alias.project_id
                    WHERE projected_generation < generation ORDER BY random() LIMIT
                    """
                        + BATCH)
                .map(
                    (row, context) -> {
                      @Nullable String deployment = row.getString("deployment_id");
                      StorageRegion region = StorageRegion.parse(row.getString("storage_region"));
                      return new Route(
                          Route.SCHEMA,
                          Hostname.parse(row.getString("host")),
                          row.getLong("generation"),
                          ProjectId.parse(row.getString("project_id")),
                          deployment == null ? null : DeploymentId.parse(deployment),
                          region.isHome() ? null : region,
                          row.getBoolean("production"));
                    })
                .list());
  }

  void projected(Hostname host, long generation) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                UPDATE alias SET projected_generation = ?
                WHERE host = ? AND projected_generation < ?
                """,
                generation,
                host.value(),
                generation));
  }
}
