package dev.fairlead.api.deployment;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.project.Project;
import dev.fairlead.api.project.Sources;
import dev.fairlead.api.queue.Dispatcher;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.DeploymentId;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns a wish to deploy into a deployment in the queue. */
@Singleton
final class DeploymentRequests {
  private static final int MAX_TEXT = 200;

  private final DeploymentStore deployments;
  private final UploadStore uploads;
  private final Dispatcher dispatcher;
  private final RandomGenerator random;

  DeploymentRequests(
      DeploymentStore deployments,
      UploadStore uploads,
      Dispatcher dispatcher,
      RandomGenerator random) {
    this.deployments = deployments;
    this.uploads = uploads;
    this.dispatcher = dispatcher;
    this.random = random;
  }

  Deployment enqueue(TeamScope scope, Project project, NewDeployment wish) {
    DeploymentSource source = source(project, wish);
    BuildSettings own =
        Sources.settings(
            wish.rootDirectory(),
            wish.installCommand(),
            wish.buildCommand(),
            wish.outputDirectory(),
            wish.htmlHandling(),
            wish.notFound());
    @Nullable BuildSize size = BuildSize.of(wish.buildSize());
    DeploymentStore.Snapshot snapshot =
        new DeploymentStore.Snapshot(
            source, merge(own, project.settings()), size == null ? project.size() : size);
    DeploymentId id = DeploymentId.random(random);
    deployments.enqueue(
        id, project.id(), isProduction(project, source), snapshot, commit(wish), null);
    dispatcher.wake();
    return deployments.get(scope, id.value());
  }

  Deployment retry(TeamScope scope, Deployment original) {
    if (!original.state().isFinal()) {
      throw new ProblemException(
          ErrorCode.STATE_CONFLICT,
          "The deployment is still %s; cancel it first or wait."
              .formatted(original.state().name()));
    }
    DeploymentId id = DeploymentId.random(random);
    deployments.enqueue(
        id,
        original.project(),
        original.production(),
        new DeploymentStore.Snapshot(exact(original), original.settings(), original.size()),
        original.outcome().commit(),
        original.id());
    dispatcher.wake();
    return deployments.get(scope, id.value());
  }

  private DeploymentSource source(Project project, NewDeployment wish) {
    if (wish.uploadId() != null) {
      return uploads
          .find(project.id(), wish.uploadId())
          .orElseThrow(() -> ProblemException.notFound("upload"));
    }
    @Nullable RepositoryUrl repository = project.repository();
    if (repository == null) {
      throw ProblemException.invalid(
          "uploadId",
          "“%s” has no repository; upload a folder with ./fairlead deploy <folder> --name %s."
              .formatted(project.name(), project.name()));
    }
    return new DeploymentSource.Repository(
        repository, Sources.branch(wish.branch()), Sources.commit(wish.commit()));
  }

  /** The exact commit of a deployment that has got so far, whatever its branch has now. */
  private static DeploymentSource exact(Deployment original) {
    @Nullable Commit commit = original.outcome().commit();
    return switch (original.source()) {
      case DeploymentSource.Upload upload -> upload;
      case DeploymentSource.Repository repository ->
          new DeploymentSource.Repository(
              repository.url(),
              repository.branch(),
              commit == null ? repository.commit() : commit.sha());
    };
  }

  private static boolean isProduction(Project project, DeploymentSource source) {
    return switch (source) {
      case DeploymentSource.Upload upload -> true;
      case DeploymentSource.Repository repository ->
          repository.branch() == null
              || project.productionBranch() == null
              || repository.branch().equals(project.productionBranch());
    };
  }

  private static BuildSettings merge(BuildSettings own, BuildSettings project) {
    return new BuildSettings(
        firstOf(own.rootDirectory(), project.rootDirectory()),
        firstOf(own.installCommand(), project.installCommand()),
        firstOf(own.buildCommand(), project.buildCommand()),
        firstOf(own.outputDirectory(), project.outputDirectory()),
        firstOf(own.htmlHandling(), project.htmlHandling()),
        firstOf(own.notFound(), project.notFound()));
  }

  private static <T> @Nullable T firstOf(@Nullable T own, @Nullable T project) {
    return own != null ? own : project;
  }

  private static @Nullable Commit commit(NewDeployment wish) {
    NewDeployment.@Nullable UploadedCommit source = wish.source();
    if (source == null || wish.uploadId() == null) {
      return null;
    }
    @Nullable String sha = Sources.commit(source.sha());
    if (sha == null) {
      throw ProblemException.invalid("source", "The source of an upload needs a commit.");
    }
    return new Commit(
        sha, Sources.branch(source.branch()), cut(source.message()), cut(source.author()));
  }

  private static @Nullable String cut(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String line = text.lines().findFirst().orElse("");
    return line.substring(0, Math.min(line.length(), MAX_TEXT));
  }
}
