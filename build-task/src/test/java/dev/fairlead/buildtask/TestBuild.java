package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.Purpose;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Specs and settings of builds in tests. */
final class TestBuild {
  static final DeploymentId DEPLOYMENT = DeploymentId.parse("dep0000000000001");
  static final ProjectId PROJECT = ProjectId.parse("prj0000000000001");
  static final String ATTEMPT_TOKEN = "attempt-token-of-the-test";

  private TestBuild() {}

  static BuildSource.Git git(URI url) {
    return git(url, null, null);
  }

  static BuildSource.Git git(URI url, @Nullable String branch, @Nullable String commit) {
    return new BuildSource.Git(RepositoryUrl.parse(url.toString()), branch, commit, true);
  }

  static BuildSpec spec(BuildSource source) {
    return spec(source, BuildSettings.DETECT, BuildLimits.DEFAULT);
  }

  static BuildSpec spec(BuildSource source, BuildSettings settings) {
    return spec(source, settings, BuildLimits.DEFAULT);
  }

  static BuildSpec spec(BuildSource source, BuildSettings settings, BuildLimits limits) {
    return new BuildSpec(
        BuildSpec.SCHEMA,
        Purpose.DEPLOY,
        DEPLOYMENT,
        PROJECT,
        "garden",
        1,
        ATTEMPT_TOKEN,
        source,
        settings,
        limits,
        "http://garden.localhost:8081",
        Map.of("GREETING", "hello from the project"));
  }

  static BuildSpec inspection(BuildSource source) {
    BuildSpec deploy = spec(source);
    return new BuildSpec(
        deploy.schema(),
        Purpose.INSPECT,
        deploy.deployment(),
        deploy.project(),
        deploy.projectName(),
        deploy.attempt(),
        deploy.attemptToken(),
        deploy.source(),
        deploy.settings(),
        deploy.limits(),
        deploy.siteUrl(),
        deploy.environment());
  }

  static BuildLimits timeout(Duration timeout) {
    BuildLimits all = BuildLimits.DEFAULT;
    return new BuildLimits(
        timeout, all.sourceBytes(), all.outputBytes(), all.outputFiles(), all.logBytes(), null);
  }

  /** Of a process that waits for its build. */
  static BuildTaskConfig idle(FakeApi api, Path work) {
    return new BuildTaskConfig(
        api.url(),
        null,
        FakeApi.WARM_TOKEN,
        work,
        null,
        Set.of(),
        SandboxChoice.BUBBLEWRAP,
        BuildTaskConfig.DEFAULT_PATH);
  }

  static BuildTaskConfig config(FakeApi api, Path work) {
    return new BuildTaskConfig(
        api.url(),
        DEPLOYMENT,
        FakeApi.ONE_TIME_TOKEN,
        work,
        null,
        Set.of(),
        SandboxChoice.BUBBLEWRAP,
        BuildTaskConfig.DEFAULT_PATH);
  }
}
