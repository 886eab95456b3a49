package dev.fairlead.infra.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CDK's own command line, at the version that {@code infra-cdk/package-lock.json} pins. It is
 * given templates that are made already; it never runs our program.
 */
final class CdkTool {
  private static final Path PROGRAM = Path.of("node_modules", ".bin", "cdk");

  private static final Pattern DIFFERENCES =
      Pattern.compile("Number of stacks with differences: (\\d{1,4})");

  private final Processes processes;
  private final Path home;
  private final String region;
  private final PrintWriter out;

  /**
   * Made for one run.
   *
   * @param home folder of {@code infra-cdk}
   * @param region in which the home stacks lie
   * @param out where is printed what is read of it
   */
  CdkTool(Processes processes, Path home, String region, PrintWriter out) {
    this.processes = processes;
    this.home = home;
    this.region = region;
    this.out = out;
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
    // Not --fail: it ends with 1 for differences and for errors alike.
    Processes.Output output =
        processes.read(home, environment(), cdk("diff", "--app", templates.toString()));
    out.println(output.text().stripTrailing());
    check("cdk diff", output.exitCode());
    Matcher summary = DIFFERENCES.matcher(output.text());
    if (!summary.find()) {
      throw new CommandException(
          ExitCode.PLATFORM,
          "cdk diff did not say how many stacks have differences; what it printed is above.");
    }
    return Integer.parseInt(summary.group(1)) > 0;
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
    return processes.run(home, environment(), command);
  }

  private Map<String, String> environment() {
    return Map.of("AWS_REGION", region, "CDK_DISABLE_VERSION_CHECK", "1", "NO_COLOR", "1");
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
