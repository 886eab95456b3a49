package dev.fairlead.api.deployment;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.project.Project;
import dev.fairlead.api.project.ProjectStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deployments: asked for, shown, cancelled, retried; and which of them production serves. */
@AnswersProblems
@Tag(name = "Deployments")
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DeploymentController {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 100;

  private final ProjectStore projects;
  private final DeploymentStore deployments;
  private final DeploymentRequests requests;
  private final DeploymentViews views;
  private final Cancellation cancellation;
  private final Rollback rollback;

  DeploymentController(
      ProjectStore projects,
      DeploymentStore deployments,
      DeploymentRequests requests,
      DeploymentViews views,
      Cancellation cancellation,
      Rollback rollback) {
    this.projects = projects;
    this.deployments = deployments;
    this.requests = requests;
    this.views = views;
    this.cancellation = cancellation;
    this.rollback = rollback;
  }

  /**
   * Deploys: puts a deployment of the project into the queue.
   *
   * @param project id or name
   */
  @Post("/projects/{project}/deployments")
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  HttpResponse<DeploymentView> create(
      @Parameter(hidden = true) TeamScope scope,
      String project,
      @Body @Nullable NewDeployment request) {
    Project owner = projects.get(scope, project);
    NewDeployment wish = request == null ? NewDeployment.OF_PROJECT : request;
    return HttpResponse.created(views.of(scope, requests.enqueue(scope, owner, wish)));
  }

  /**
   * Lists deployments of a project, newest first.
   *
   * @param project id or name
   * @param before id of a deployment; only older ones are listed
   * @param limit 1–100, 20 if absent
   */
  @Get("/projects/{project}/deployments")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  List<DeploymentView> list(
      @Parameter(hidden = true) TeamScope scope,
      String project,
      @QueryValue @Nullable String before,
      @QueryValue @Nullable Integer limit) {
    Project owner = projects.get(scope, project);
    int most = limit == null ? DEFAULT_LIMIT : Math.clamp(limit, 1, MAX_LIMIT);
    return deployments.list(owner.id(), before, most).stream()
        .map(deployment -> views.of(owner, deployment))
        .toList();
  }

  /** Shows a deployment. */
  @Get("/deployments/{deployment}")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  DeploymentView get(@Parameter(hidden = true) TeamScope scope, String deployment) {
    return views.of(scope, deployments.get(scope, deployment));
  }

  /** Cancels a deployment that is queued or building. Cancelling it twice changes nothing. */
  @Post("/deployments/{deployment}/cancel")
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  DeploymentView cancel(@Parameter(hidden = true) TeamScope scope, String deployment) {
    cancellation.cancel(deployments.get(scope, deployment));
    return views.of(scope, deployments.get(scope, deployment));
  }

  /** Deploys once more what a finished deployment was built from: same commit, same settings. */
  @Post("/deployments/{deployment}/retry")
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  HttpResponse<DeploymentView> retry(@Parameter(hidden = true) TeamScope scope, String deployment) {
    Deployment original = deployments.get(scope, deployment);
    return HttpResponse.created(views.of(scope, requests.retry(scope, original)));
  }

  /**
   * Makes production serve an earlier deployment again, at once and without a build. Builds that
   * run meanwhile do not undo it; the next new deployment goes live as usual.
   *
   * @param project id or name
   */
  @Post("/projects/{project}/rollback")
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  DeploymentView rollback(
      @Parameter(hidden = true) TeamScope scope, String project, @Body @Nullable NewRollback body) {
    Project owner = projects.get(scope, project);
    @Nullable String target = body == null ? null : body.deployment();
    return views.of(scope, rollback.to(scope, owner, target));
  }
}
