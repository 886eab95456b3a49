package dev.fairlead.api.deployment;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.project.Project;
import dev.fairlead.api.project.ProjectStore;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.site.Hostname;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Shows a deployment together with what its project and its phases add. */
@Singleton
final class DeploymentViews {
  private final ProjectStore projects;
  private final DeploymentStore deployments;
  private final Addresses addresses;

  DeploymentViews(ProjectStore projects, DeploymentStore deployments, ApiConfig config) {
    this.projects = projects;
    this.deployments = deployments;
    this.addresses = config.addresses();
  }

  DeploymentView of(TeamScope scope, Deployment deployment) {
    return of(projects.get(scope, deployment.project().value()), deployment);
  }

  DeploymentView of(Project project, Deployment deployment) {
    Hostname production = addresses.siteDomain().child(project.name().value());
    Hostname own = addresses.siteDomain().child(project.name().labelOf(deployment.id()));
    boolean ready = deployment.state() instanceof DeploymentState.Ready;
    return new DeploymentView(
        deployment.id().value(),
        project.id().value(),
        project.name().value(),
        deployment.state().name(),
        deployment.production(),
        project.production().filter(deployment.id()::equals).isPresent(),
        ready && deployment.routed(),
        addresses.urlOf(own),
        addresses.urlOf(production),
        repositoryUrl(deployment.source()),
        branch(deployment),
        deployment.size().wireName(),
        deployment.attempt(),
        failure(deployment.state()),
        cancelReason(deployment.state()),
        deployment.outcome().commit(),
        deployment.outcome().plan(),
        deployment.outcome().upload(),
        deployment.outcome().ruleProblems(),
        deployments.phases(deployment.id()),
        deployment.times().created(),
        deployment.times().started(),
        deployment.times().finished());
  }

  private static @Nullable String repositoryUrl(DeploymentSource source) {
    return switch (source) {
      case DeploymentSource.Repository repository -> repository.url().value();
      case DeploymentSource.Upload upload -> null;
    };
  }

  private static @Nullable String branch(Deployment deployment) {
    if (deployment.source() instanceof DeploymentSource.Repository repository
        && repository.branch() != null) {
      return repository.branch();
    }
    return deployment.outcome().commit() == null ? null : deployment.outcome().commit().branch();
  }

  private static @Nullable Failure failure(DeploymentState state) {
    return state instanceof DeploymentState.Failed failed ? failed.failure() : null;
  }

  private static @Nullable String cancelReason(DeploymentState state) {
    return state instanceof DeploymentState.Cancelled cancelled ? cancelled.reason() : null;
  }
}
