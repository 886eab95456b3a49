package dev.fairlead.infra.command;

import dev.fairlead.infra.Synthesis;
import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.infra.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.ecs.EcsClient;

/** Removes a stage; what holds data only after it was named. */
@Command(
    name = "destroy",
    mixinStandardHelpOptions = true,
    description =
        "Remove what serves and builds. Files, database, secrets and the network in which the"
            + " database lies stay, unless --delete-data names the stage; files stay even then.")
final class DestroyCommand implements Callable<Integer> {
  /** A task has half a minute to end; Fargate gives its network back after that. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Mixin private StageOptions options = new StageOptions();

  @Option(
      names = "--delete-data",
      paramLabel = "STAGE",
      description =
          "Delete the database, after a last snapshot, and the cache. STAGE is the name of the"
              + " stage, as a proof that you mean it.")
  private @Nullable String deleteData;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say what would be removed and what stays.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Stage stage = options.stage();
    if (deleteData != null && !deleteData.equals(stage.name())) {
      throw new CommandException(
          ExitCode.USAGE,
          "--delete-data: %s (expected: %s, the stage of the settings)"
              .formatted(deleteData, stage.name()));
    }
    boolean deletesData = deleteData != null;
    Synthesis synthesis = options.synthesise(stage, deletesData);
    Removal removal = Removal.of(stage, synthesis, deletesData);
    Printer printer = new Printer(spec.commandLine().getOut());
    printer.lines(removal.lines());
    if (dryRun) {
      return ExitCode.DONE.code();
    }
    Confirmation.ask(yes, "Remove them?");
    CdkTool cdk = options.cdk(stage, spec.commandLine().getOut());
    cdk.install();
    if (!removal.unlocked().isEmpty()) {
      // Takes the protection off: without this step nothing can delete the database.
      cdk.deploy(synthesis.folder(), removal.unlocked(), options.outputs(stage));
    }
    cdk.destroy(synthesis.folder(), removal.first());
    try (EcsClient ecs = AwsAccess.ofEnvironment(stage.region()).client(EcsClient.builder())) {
      int stopped = new RunningBuilds(ecs, stage.buildsCluster(), PAUSE).stop(PATIENCE);
      printer.line("%d tasks of builds were stopped.", stopped);
    }
    cdk.destroy(synthesis.folder(), removal.last());
    printer.lines(removal.afterwards());
    return ExitCode.DONE.code();
  }
}
