package dev.fairlead.infra.doctor;

import java.util.List;

/** Whether this machine can run the CDK. */
final class ToolCheck implements Check {
  private final Tools tools;

  ToolCheck(Tools tools) {
    this.tools = tools;
  }

  @Override
  public String subject() {
    return "tools";
  }

  @Override
  public List<Finding> run() {
    return List.of(
        tools.answers(List.of("node", "--version"))
            ? Finding.ok("Node.js is there")
            : Finding.fail(
                "Node.js is missing, and the CDK needs it",
                "Install Node.js 22 or newer (Debian: apt-get install nodejs npm)."));
  }
}
