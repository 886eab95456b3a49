package dev.fairlead.api.project;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageRegion;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The projects of all teams, each seen only with its team's scope. */
@Singleton
public final class ProjectStore {
  /** Most projects a team can list. */
  static final int MAX_LISTED = 1000;

  private final Jdbi jdbi;

  ProjectStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Stores a new project.
   *
   * @throws ProblemException {@code NAME_TAKEN} if another project has the name
   */
  void create(Handle handle, TeamScope scope, Project project) {
    int created =
        handle
            .createUpdate(
                """
                INSERT INTO project
                  (id, team_id, name, repository_url, root_directory, install_command,
                   build_command, output_directory, html_handling, not_found, build_size,
                   storage_region)
                VALUES (:id, :team, :name, :repository, :root, :install, :build, :output, :html,
                  :notFound, :size, :region)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("id", project.id().value())
            .bind("team", scope.teamId())
            .bind("name", project.name().value())
            .bind("repository", project.repository() == null ? null : project.repository().value())
            .bind("root", project.settings().rootDirectory())
            .bind("install", project.settings().installCommand())
            .bind("build", project.settings().buildCommand())
            .bind("output", project.settings().outputDirectory())
            .bind("html", project.settings().htmlName())
            .bind("notFound", project.settings().notFoundName())
            .bind("size", project.size().wireName())
            .bind("region", project.region().name())
            .execute();
    if (created == 0) {
      throw ProblemException.ofField(
          ErrorCode.NAME_TAKEN,
          "name",
          "Another project is called “%s”; choose another name.".formatted(project.name()));
    }
  }

  public List<Project> list(TeamScope scope) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM project WHERE team_id = ? ORDER BY name LIMIT " + MAX_LISTED)
                .bind(0, scope.teamId())
                .map(ProjectStore::project)
                .list());
  }

  /** Finds a project by its id or its name. */
  public Optional<Project> find(TeamScope scope, String idOrName) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM project WHERE team_id = :team AND :key IN (id, name)")
                .bind("team", scope.teamId())
                .bind("key", idOrName)
                .map(ProjectStore::project)
                .findFirst());
  }

  /**
   * Finds a project by its id or its name.
   *
   * @throws ProblemException {@code NOT_FOUND} if the team has none
   */
  public Project get(TeamScope scope, String idOrName) {
    return find(scope, idOrName).orElseThrow(() -> ProblemException.notFound("project"));
  }

  private static Project project(ResultSet row, StatementContext context) throws SQLException {
    @Nullable String repository = row.getString("repository_url");
    @Nullable String production = row.getString("production_deployment");
    return new Project(
        ProjectId.parse(row.getString("id")),
        new ProjectName(row.getString("name")),
        repository == null ? null : RepositoryUrl.parse(repository),
        row.getString("production_branch"),
        SettingsRows.settings(row),
        BuildSize.ofWireName(row.getString("build_size")),
        StorageRegion.parse(row.getString("storage_region")),
        production == null ? null : DeploymentId.parse(production),
        row.getTimestamp("created_at").toInstant());
  }
}
