package dev.fairlead.infra.command;

import dev.fairlead.infra.Synthesis;
import dev.fairlead.infra.Synthesis.StackTemplate;
import dev.fairlead.infra.cost.CostEstimate;
import dev.fairlead.infra.cost.CostTable;
import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.infra.doctor.BootstrapCheck;
import dev.fairlead.infra.doctor.Doctor;
import dev.fairlead.infra.doctor.RoleCheck;
import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes or updates a stage in the account. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description =
        "Deploy the stage: examine the account, show the estimate, deploy all stacks in order, wait"
            + " until the platform answers, and print addresses and a link that signs you in.")
final class DeployCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Mixin private StageOptions options = new StageOptions();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(spec.commandLine().getOut());
    Stage stage = options.stage();
    AwsAccess aws = AwsAccess.ofEnvironment(stage.region());
    examine(printer, stage, aws);
    CostEstimate estimate = CostEstimate.of(stage);
    printer.lines(CostTable.lines(estimate));
    Confirmation.ask(
        yes,
        "Deploy stage %s at about $%.2f a day?".formatted(stage.name(), estimate.dollarsADay()));
    Synthesis synthesis = options.synthesise(stage, false);
    if (!synthesis.findings().isEmpty()) {
      throw new CommandException(
          ExitCode.PLATFORM, "cdk-nag has findings; run ./fairlead aws synth to see them.");
    }
    CdkTool cdk = options.cdk(stage, spec.commandLine().getOut());
    cdk.install();
    RoleCheck.ensure(aws);
    bootstrap(printer, cdk, stage, aws);
    Path outputs = options.outputs(stage);
    List<String> stacks = synthesis.stacks().stream().map(StackTemplate::name).toList();
    cdk.deploy(synthesis.folder(), stacks, outputs);
    Outputs said = Outputs.read(outputs);
    printer.lines(said.lines());
    FirstSignIn signIn =
        new FirstSignIn(
            aws,
            URI.create("https://" + stage.platform().name()),
            said.value(stage.stackName(StackRole.DATA), "OwnerTokenSecret"));
    printer.line("Waiting until %s answers …", signIn.origin());
    signIn.awaitHealth(PATIENCE);
    printer.line("Dashboard  %s  (signs you in; once, within five minutes)", signIn.link(PATIENCE));
    return ExitCode.DONE.code();
  }

  private void examine(Printer printer, Stage stage, AwsAccess aws) {
    List<Doctor.Answer> answers = Doctor.of(aws, stage, options.images()).examine();
    DoctorCommand.print(printer, answers);
    if (!DoctorCommand.isFit(answers)) {
      throw new CommandException(
          ExitCode.PLATFORM,
          "The account is not ready; do what the lines above say, then deploy again.");
    }
  }

  private static void bootstrap(Printer printer, CdkTool cdk, Stage stage, AwsAccess aws)
      throws IOException {
    List<String> missing = BootstrapCheck.missing(aws, stage);
    if (missing.isEmpty()) {
      return;
    }
    try (StsClient sts = aws.client(StsClient.builder())) {
      String account = sts.getCallerIdentity().account();
      for (String region : missing) {
        printer.line("Preparing %s for the CDK …", region);
        cdk.bootstrap(account, region);
      }
    }
  }
}
