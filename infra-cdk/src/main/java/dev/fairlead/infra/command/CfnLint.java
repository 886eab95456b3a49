package dev.fairlead.infra.command;

import dev.fairlead.infra.Synthesis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks templates against CloudFormation's own schemas, where cfn-lint is installed. */
final class CfnLint {
  private final Processes processes;

  CfnLint(Processes processes) {
    this.processes = processes;
  }

  /** Its errors and warnings, a line each; empty where it is not installed. */
  Optional<List<String>> check(Synthesis synthesis) {
    List<String> command = new ArrayList<>(List.of("cfn-lint", "--format", "parseable"));
    synthesis.stacks().forEach(stack -> command.add(stack.file().toString()));
    try {
      String text = processes.read(synthesis.folder(), Map.of(), command).text();
      return Optional.of(text.lines().filter(line -> !line.isBlank()).toList());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
