package dev.fairlead.infra.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The CDK's own command line, at the version that {@code infra-cdk/package-lock.json} pins. It is
 * given templates that are made already; it never runs our program.
 */
final class CdkTool {
  private static final Path PROGRAM = Path.of("node_modules", ".bin", "cdk");

  private final Processes processes;
  private final Path home;
  private final String region;

  /**
   * Made for one run.
   *
   * @param home folder of {@code infra-cdk}
   * @param region in which the home stacks lie
   */
  CdkTool(Processes processes, Path home, String region) {
    this.processes = processes;
    this.home = home;
    this.region = region;
  }

  /** Installs it where that has not been done. */
  void install() throws IOException {
    if (Files.isExecutable(home.resolve(PROGRAM))) {
      return;
    }
    check("npm ci", run(List.of("npm", "ci", "--no-audit", "--no-fund")));
  }

  void bootstrap(String account, String bootstrapRegion) throws IOException {
    List<String> command = cdk("bootstrap", "aws://%s/%s".formatted(account, bootstrapRegion));
    check("cdk bootstrap", run(command));
  }

  void deploy(Path templates, List<String> stacks, Path outputs) throws IOException {
    check("cdk deploy", run(deployment(templates, stacks, outputs)));
  }

  /** Whether there are differences. */
  boolean diff(Path templates) throws IOException {
    int exit = run(cdk("diff", "--app", templates.toString(), "--fail"));
    if (exit > 1) {
      check("cdk diff", exit);
    }
    return exit == 1;
  }

  void destroy(Path templates, List<String> stacks) throws IOException {
    check("cdk destroy", run(destruction(templates, stacks)));
  }

  List<String> deployment(Path templates, List<String> stacks, Path outputs) {
    List<String> command = cdk("deploy", "--app", templates.toString());
    command.addAll(List.of("--require-approval", "never", "--outputs-file", outputs.toString()));
    command.addAll(stacks);
    return command;
  }

  List<String> destruction(Path templates, List<String> stacks) {
    List<String> command =
        cdk("destroy", "--app", templates.toString(), "--exclusively", "--force");
    command.addAll(stacks);
    return command;
  }

  private List<String> cdk(String... arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve(PROGRAM).toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private int run(List<String> command) throws IOException {
    return processes.run(
        home, Map.of("AWS_REGION", region, "CDK_DISABLE_VERSION_CHECK", "1"), command);
  }

  private static void check(String what, int exit) {
    if (exit != 0) {
      throw new CommandException(
          ExitCode.PLATFORM,
          "%s ended with %d; what it printed says why. docs/aws.md, When something fails, knows the usual reasons."
              .formatted(what, exit));
    }
  }
}
