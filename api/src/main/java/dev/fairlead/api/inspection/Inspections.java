package dev.fairlead.api.inspection;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.project.Sources;
import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.build.protocol.Purpose;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Looks at repositories in build processes: a stranger's repository is fetched where it can do no
 * harm, never by the api.
 */
@Singleton
public final class Inspections {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Where each process gets a machine of its own, that has to start first. */
  private static final Duration MACHINE_PATIENCE = Duration.ofMinutes(5);

  private static final int CONCURRENCY = 4;

  private final InspectionStore store;
  private final BuildLauncher launcher;
  private final RandomGenerator random;
  private final ApiConfig config;

  Inspections(
      InspectionStore store, BuildLauncher launcher, RandomGenerator random, ApiConfig config) {
    this.store = store;
    this.launcher = launcher;
    this.random = random;
    this.config = config;
  }

  Inspection start(TeamScope scope, NewInspection request) {
    RepositoryUrl url = Sources.repository(request.repositoryUrl());
    Sources.requireAllowed(url, config.builds());
    InspectionStore.Wanted wanted =
        new InspectionStore.Wanted(
            url,
            Sources.branch(request.branch()),
            Sources.settings(request.rootDirectory(), null, null, null, null, null)
                .rootDirectory());
    DeploymentId id = DeploymentId.random(random);
    OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.BUILD_START);
    store.create(scope, id.value(), wanted, token, startPatience(), CONCURRENCY);
    Launch launch = new Launch(new Owner.OfInspection(id), token, BuildSize.SMALL, false);
    if (launcher.launch(launch) instanceof LaunchOutcome.Refused(Loss loss)) {
      throw new ProblemException(ErrorCode.UNAVAILABLE, loss.failure().message());
    }
    return Inspection.running(id.value());
  }

  private Duration startPatience() {
    return launcher.hasMachines() ? MACHINE_PATIENCE : PATIENCE;
  }

  /** Exchanges the one-time token of an inspection for its spec. */
  public Optional<BuildSpec> claim(ClaimRequest request) {
    OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.INSPECTION);
    return store
        .claim(request.deployment().value(), request.token(), token, PATIENCE)
        .map(wanted -> spec(request.deployment(), wanted, token));
  }

  private BuildSpec spec(DeploymentId id, InspectionStore.Wanted wanted, OpaqueToken token) {
    return new BuildSpec(
        BuildSpec.SCHEMA,
        Purpose.INSPECT,
        id,
        ProjectId.random(random),
        "inspection",
        1,
        token.text(),
        new BuildSource.Git(
            wanted.url(), wanted.branch(), null, config.builds().allowLocalRepositories()),
        new BuildSettings(wanted.rootDirectory(), null, null, null),
        config.builds().limits(),
        config.addresses().siteUrl().toString(),
        Map.of());
  }

  /**
   * Tells a build to end itself once nobody waits for it.
   *
   * @throws ProblemException {@code ATTEMPT_OVER}
   */
  public void heartbeat(String token) {
    store.requireRunning(token);
  }

  /**
   * Keeps what a build has found.
   *
   * @throws ProblemException {@code ATTEMPT_OVER}
   */
  public void apply(String token, List<BuildEvent> events) {
    store.requireRunning(token);
    for (BuildEvent event : events) {
      if (event instanceof BuildEvent.Planned planned) {
        store.done(token, planned.plan());
      } else if (event instanceof BuildEvent.Failed failed) {
        store.failed(token, failed.failure());
      }
    }
  }
}
