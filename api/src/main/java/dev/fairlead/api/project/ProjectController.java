package dev.fairlead.api.project;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.route.AliasStore;
import dev.fairlead.api.route.RouteProjector;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.ProjectId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/** Projects. */
@AnswersProblems
@Tag(name = "Projects")
@Controller("/v1/projects")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ProjectController {
  private final Jdbi jdbi;
  private final ProjectStore projects;
  private final AliasStore aliases;
  private final RouteProjector routes;
  private final StorageRegions regions;
  private final ApiConfig config;
  private final RandomGenerator random;
  private final InstantSource clock;

  ProjectController(
      Jdbi jdbi,
      ProjectStore projects,
      AliasStore aliases,
      RouteProjector routes,
      StorageRegions regions,
      ApiConfig config,
      RandomGenerator random,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.projects = projects;
    this.aliases = aliases;
    this.routes = routes;
    this.regions = regions;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /** Lists all projects, by name. */
  @Get
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  List<ProjectView> list(@Parameter(hidden = true) TeamScope scope) {
    return projects.list(scope).stream().map(this::view).toList();
  }

  /** Shows a project. */
  @Get("/{project}")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  ProjectView get(@Parameter(hidden = true) TeamScope scope, String project) {
    return view(projects.get(scope, project));
  }

  /** Creates a project. Its address answers at once, with a page that waits for the first build. */
  @Post
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  HttpResponse<ProjectView> create(
      @Parameter(hidden = true) TeamScope scope, @Body NewProject request) {
    RepositoryUrl repository = request.repository();
    if (repository != null) {
      Sources.requireAllowed(repository, config.builds());
    }
    Project project =
        new Project(
            ProjectId.random(random),
            request.projectName(),
            repository,
            null,
            request.settings(),
            request.size(),
            regions.of(request.storageRegion()),
            null,
            clock.instant());
    Hostname host = productionHost(project);
    jdbi.useTransaction(
        handle -> {
          projects.create(handle, scope, project);
          aliases.createWaiting(handle, host, project.id());
        });
    routes.projectSoon();
    return HttpResponse.created(view(project));
  }

  private ProjectView view(Project project) {
    Addresses addresses = config.addresses();
    return ProjectView.of(
        project, addresses.urlOf(productionHost(project)), regions.nameOf(project.region()));
  }

  private Hostname productionHost(Project project) {
    return config.addresses().siteDomain().child(project.name().value());
  }
}
