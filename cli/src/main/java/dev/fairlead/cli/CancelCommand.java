package dev.fairlead.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops a deployment that is queued or building. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Stop a deployment that is queued or building. What is served stays as it is.")
final class CancelCommand implements Callable<Integer> {
  @Mixin private Platform platform = new Platform();

  @Parameters(
      paramLabel = "<PROJECT | DEPLOYMENT>",
      description = "A deployment's id, or a project for its newest deployment.")
  private String which = "";

  @Override
  public Integer call() throws CliException {
    ApiClient api = platform.connect();
    Documents.Deployment deployment = Lookup.deployment(api, which);
    api.post(
        "/v1/deployments/%s/cancel".formatted(deployment.id()),
        Map.of(),
        Documents.Deployment.class);
    new Console().say("Deployment %s is cancelled.".formatted(deployment.id()));
    return ExitCode.DONE.code();
  }
}
