package dev.fairlead.infra.command;

import dev.fairlead.infra.Synthesis;
import dev.fairlead.infra.stage.Stage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares the templates with what is deployed. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description =
        "Show what a deployment would change. Exits with 1 if there are differences, with 0 if"
            + " there are none, with 3 if they cannot be told.")
final class DiffCommand implements Callable<Integer> {
  @Mixin private StageOptions options = new StageOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Stage stage = options.stage();
    Synthesis synthesis = options.synthesise(stage, false);
    CdkTool cdk = options.cdk(stage, spec.commandLine().getOut());
    cdk.install();
    return (cdk.diff(synthesis.folder()) ? ExitCode.FAILED : ExitCode.DONE).code();
  }
}
