package dev.fairlead.api.route;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.site.AwaitedBuild;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Route;
import dev.fairlead.site.StorageRegion;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The truth about where hosts lead, and how far the route objects have followed it. */
@Singleton
public final class AliasStore {
  private static final int BATCH = 500;

  private final Jdbi jdbi;
  private final RetainedAssets retained;

  AliasStore(Jdbi jdbi, ApiConfig config) {
    this.jdbi = jdbi;
    this.retained = config.retainedAssets();
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

  /**
   * Leads a host of a project to one of its deployments, and remembers the one it led to before.
   */
  public void point(
      Handle handle,
      Hostname host,
      ProjectId project,
      DeploymentId deployment,
      boolean production) {
    remember(handle, host, deployment);
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

  /** What a host leaves goes into its history; what it serves again comes out of it. */
  private void remember(Handle handle, Hostname host, DeploymentId next) {
    handle.execute(
        """
        INSERT INTO alias_history (host, deployment_id, replaced_at)
        SELECT host, deployment_id, clock_timestamp() FROM alias
        WHERE host = ? AND deployment_id <> ?
        ON CONFLICT (host, deployment_id) DO UPDATE SET replaced_at = excluded.replaced_at
        """,
        host.value(),
        next.value());
    handle.execute(
        """
        DELETE FROM alias_history
        WHERE host = ? AND (deployment_id = ? OR replaced_at < now() - ?::interval)
        """,
        host.value(),
        next.value(),
        retained.window().toString());
  }

  /** Routes whose objects do not show the newest generation yet; at most 500. */
  List<Route> unprojected() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT host, generation, project_id, deployment_id, storage_region, production,
                      awaited, ARRAY(
                        SELECT history.deployment_id || ' ' || extract(
                          epoch FROM date_trunc('second', replaced_at + :window::interval))::bigint
                        FROM alias_history AS history
                        WHERE history.host = alias.host AND replaced_at > now() - :window::interval
                        ORDER BY replaced_at DESC, history.deployment_id LIMIT :most) AS retained
                    FROM alias JOIN project ON project.id = alias.project_id
                    WHERE projected_generation < generation ORDER BY random() LIMIT
                    """
                        + BATCH)
                .bind("window", retained.window().toString())
                .bind("most", Route.MAX_RETAINED)
                .map((row, context) -> route(row))
                .list());
  }

  private static Route route(ResultSet row) throws SQLException {
    @Nullable String deployment = row.getString("deployment_id");
    StorageRegion region = StorageRegion.parse(row.getString("storage_region"));
    List<Route.Retained> retained = new ArrayList<>();
    for (String entry : (String[]) row.getArray("retained").getArray()) {
      int space = entry.indexOf(' ');
      Instant until = Instant.ofEpochSecond(Long.parseLong(entry.substring(space + 1)));
      retained.add(new Route.Retained(DeploymentId.parse(entry.substring(0, space)), until));
    }
    return new Route(
        Route.SCHEMA,
        Hostname.parse(row.getString("host")),
        row.getLong("generation"),
        ProjectId.parse(row.getString("project_id")),
        deployment == null ? null : DeploymentId.parse(deployment),
        region.isHome() ? null : region,
        row.getBoolean("production"),
        null,
        retained,
        deployment == null ? AwaitedBuild.ofWireName(row.getString("awaited")) : null);
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
