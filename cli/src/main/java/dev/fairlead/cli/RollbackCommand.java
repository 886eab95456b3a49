package dev.fairlead.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves an earlier deployment again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description =
        "Serve an earlier deployment again, at once and without a build. Builds that run now do not"
            + " undo it; the next new deployment goes live as usual.")
final class RollbackCommand implements Callable<Integer> {
  @Mixin private Platform platform = new Platform();

  @Parameters(paramLabel = "PROJECT", description = "Name of the project.")
  private String project = "";

  @Option(
      names = "--to",
      paramLabel = "DEPLOYMENT",
      description = "What to serve; default: what was deployed before.")
  private @Nullable String target;

  @Option(names = "--json", description = "Print the deployment as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws CliException, IOException {
    Console console = new Console();
    ApiClient api = platform.connect();
    Documents.Deployment served =
        api.post(
            Lookup.projectPath(project) + "/rollback",
            new Documents.NewRollback(target),
            Documents.Deployment.class);
    if (!served.served()) {
      DeploymentWait.untilServed(api, served.id());
    }
    if (json) {
      console.json(api.document("/v1/deployments/" + served.id()));
    } else {
      console.say("%s serves deployment %s again.".formatted(served.projectName(), served.id()));
      console.result(served.siteUrl());
    }
    return ExitCode.DONE.code();
  }
}
