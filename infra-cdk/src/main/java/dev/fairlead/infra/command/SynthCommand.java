package dev.fairlead.infra.command;

import dev.fairlead.infra.Synthesis;
import dev.fairlead.infra.Synthesis.StackTemplate;
import dev.fairlead.infra.cost.CostEstimate;
import dev.fairlead.infra.stage.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the templates and says what the checkers think of them. */
@Command(
    name = "synth",
    mixinStandardHelpOptions = true,
    description =
        "Write the CloudFormation templates and check them with cdk-nag and cfn-lint. Needs no"
            + " account. Exits with 1 if a checker finds something.")
final class SynthCommand implements Callable<Integer> {
  @Mixin private StageOptions options = new StageOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Stage stage = options.stage();
    Synthesis synthesis = options.synthesise(stage, false);
    Optional<List<String>> lint = new CfnLint(Processes.ofMachine()).check(synthesis);
    Printer printer = new Printer(spec.commandLine().getOut());
    if (json) {
      printer.json(document(stage, synthesis, lint));
    } else {
      print(printer, stage, synthesis, lint);
    }
    boolean clean = synthesis.findings().isEmpty() && lint.map(List::isEmpty).orElse(true);
    return (clean ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  private void print(
      Printer printer, Stage stage, Synthesis synthesis, Optional<List<String>> lint) {
    printer.line(
        "Stage %s, size %s, region %s, images %s",
        stage.name(), stage.size().name(), stage.region(), options.imagesText());
    for (StackTemplate stack : synthesis.stacks()) {
      printer.line("  %-40s %3d resources", stack.name(), count(stack));
    }
    printer.line(
        "  %-40s %3d resources",
        "together", synthesis.stacks().stream().mapToInt(this::count).sum());
    printer.line("cdk-nag (AwsSolutions): %d findings", synthesis.findings().size());
    synthesis
        .findings()
        .forEach(line -> printer.line("  %s %s: %s", line.rule(), line.resource(), line.what()));
    printer.line("cdk-nag suppressions: %d, with these reasons:", synthesis.suppressions().size());
    reasons(synthesis).forEach((reason, count) -> printer.line("  %2d × %s", count, reason));
    printer.line(
        "cfn-lint: %s",
        lint.map(lines -> lines.size() + " errors and warnings")
            .orElse("not installed (pip install cfn-lint)"));
    lint.ifPresent(printer::lines);
    printer.line(
        "About $%.2f a day; ./fairlead aws estimate says what for.",
        CostEstimate.of(stage).dollarsADay());
    printer.line(
        "Written to %s in %.1f s.", synthesis.folder(), synthesis.time().toMillis() / 1000.0);
  }

  private int count(StackTemplate stack) {
    return stack.template().path("Resources").size();
  }

  private static Map<String, Long> reasons(Synthesis synthesis) {
    return synthesis.suppressions().stream()
        .collect(
            Collectors.groupingBy(
                line -> line.rule() + ": " + line.reason(), TreeMap::new, Collectors.counting()));
  }

  private static Map<String, Object> document(
      Stage stage, Synthesis synthesis, Optional<List<String>> lint) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("stage", stage.name());
    document.put(
        "stacks",
        synthesis.stacks().stream()
            .map(stack -> Map.of("name", stack.name(), "resources", stack.resources()))
            .toList());
    document.put("findings", synthesis.findings());
    document.put("suppressions", synthesis.suppressions());
    document.put("cfnLint", lint.<Object>map(lines -> lines).orElse("not installed"));
    document.put("folder", synthesis.folder().toString());
    document.put("milliseconds", synthesis.time().toMillis());
    return document;
  }
}
