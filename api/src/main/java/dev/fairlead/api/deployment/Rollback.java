package dev.fairlead.api.deployment;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.Project;
import dev.fairlead.api.publishing.Activation;
import dev.fairlead.api.route.RouteProjector;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes production serve another deployment that is ready, without a build. */
@Singleton
final class Rollback {
  private final DeploymentStore deployments;
  private final Activation activation;
  private final RouteProjector routes;

  Rollback(DeploymentStore deployments, Activation activation, RouteProjector routes) {
    this.deployments = deployments;
    this.activation = activation;
    this.routes = routes;
  }

  /**
   * Rolls a project back.
   *
   * @param target id of a deployment of the project; null for the one made before the one that is
   *     served
   * @return what is served now
   * @throws ProblemException {@code NOT_FOUND} or {@code STATE_CONFLICT} if there is nothing to
   *     serve
   */
  Deployment to(TeamScope scope, Project project, @Nullable String target) {
    Deployment chosen = target == null ? previous(scope, project) : named(scope, project, target);
    activation.rollBack(project.id(), chosen.id());
    routes.projectNow();
    return deployments.get(scope, chosen.id().value());
  }

  private Deployment named(TeamScope scope, Project project, String target) {
    Deployment deployment =
        deployments
            .find(scope, target)
            .filter(found -> found.project().equals(project.id()))
            .orElseThrow(() -> ProblemException.notFound("deployment of this project"));
    if (!(deployment.state() instanceof DeploymentState.Ready)) {
      throw new ProblemException(
          ErrorCode.STATE_CONFLICT,
          "Deployment %s is %s; only one that is ready can be served."
              .formatted(target, deployment.state().name()));
    }
    return deployment;
  }

  private Deployment previous(TeamScope scope, Project project) {
    DeploymentId served =
        project
            .production()
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.STATE_CONFLICT,
                        "“%s” serves nothing yet, there is nothing to roll back."
                            .formatted(project.name())));
    return deployments
        .readyBefore(project.id(), served)
        .map(id -> deployments.get(scope, id.value()))
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.STATE_CONFLICT,
                    "There is no earlier deployment of “%s” to roll back to."
                        .formatted(project.name())));
  }
}
