package dev.fairlead.infra.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the stacks have to say once they are deployed. */
record Outputs(JsonNode stacks) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Outputs read(Path file) throws IOException {
    return new Outputs(JSON.readTree(file.toFile()));
  }

  /**
   * An output of a stack.
   *
   * @throws CommandException if the stack has none of the name
   */
  String value(String stack, String output) {
    JsonNode value = stacks.path(stack).path(output);
    if (!value.isTextual()) {
      throw new CommandException(
          ExitCode.PLATFORM, "The stack %s has no output %s.".formatted(stack, output));
    }
    return value.asText();
  }

  /** All but what the CDK exports from stack to stack for its own use. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    stacks
        .properties()
        .forEach(
            stack ->
                stack
                    .getValue()
                    .properties()
                    .forEach(
                        output -> {
                          if (!output.getKey().startsWith("Exports")) {
                            lines.add(
                                "%-34s %-18s %s"
                                    .formatted(
                                        stack.getKey(),
                                        output.getKey(),
                                        output.getValue().asText()));
                          }
                        }));
    return lines;
  }
}
