package dev.fairlead.infra.command;

import dev.fairlead.infra.cost.CostEstimate;
import dev.fairlead.infra.cost.CostTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a stage will cost. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description = "Print what the stage will cost a month, item by item. Needs no account.")
final class EstimateCommand implements Callable<Integer> {
  @Mixin private StageOptions options = new StageOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--markdown", description = "Print a table with the source of each price.")
  private boolean markdown;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CostEstimate estimate = CostEstimate.of(options.stage());
    Printer printer = new Printer(spec.commandLine().getOut());
    if (json) {
      printer.json(document(estimate));
    } else {
      printer.lines(markdown ? CostTable.markdown(estimate) : CostTable.lines(estimate));
    }
    return ExitCode.DONE.code();
  }

  private static Map<String, Object> document(CostEstimate estimate) {
    List<Map<String, Object>> items =
        estimate.items().stream()
            .map(
                item ->
                    Map.<String, Object>of(
                        "item", item.what(),
                        "dollars", item.dollars(),
                        "calculation", item.calculation(),
                        "source", item.price().source()))
            .toList();
    return Map.of(
        "dollarsAMonth", estimate.dollars(),
        "dollarsADay", estimate.dollarsADay(),
        "items", items);
  }
}
