package dev.fairlead.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a build log, live while the build runs. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Show a build log, live while the build runs.")
final class LogsCommand implements Callable<Integer> {
  @Mixin private Platform platform = new Platform();

  @Parameters(
      paramLabel = "<PROJECT | DEPLOYMENT>",
      description = "A deployment's id, or a project for its newest deployment.")
  private String which = "";

  @Override
  public Integer call() throws CliException {
    Console console = new Console();
    ApiClient api = platform.connect();
    Documents.Deployment deployment = Lookup.deployment(api, which);
    LogFollower follower =
        new LogFollower(api, deployment.id(), line -> console.logLine(console.out(), line));
    if (deployment.isFinal()) {
      follower.show();
    } else {
      follower.follow();
    }
    List<String> unsuccessful = List.of("failed", "cancelled");
    Documents.Deployment ended =
        api.get("/v1/deployments/" + deployment.id(), Documents.Deployment.class);
    return unsuccessful.contains(ended.state())
        ? ExitCode.DEPLOYMENT_FAILED.code()
        : ExitCode.DONE.code();
  }
}
