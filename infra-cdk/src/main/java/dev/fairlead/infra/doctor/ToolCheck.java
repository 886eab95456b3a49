package dev.fairlead.infra.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether this machine can run the CDK. */
final class ToolCheck implements Check {
  /** The oldest that its makers still mend, and that the CDK supports. */
  private static final int LEAST_NODE = 22;

  private static final Pattern MAJOR = Pattern.compile("^v(\\d{1,4})\\.");

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
    String version = tools.answer(List.of("node", "--version")).orElse("");
    Matcher major = MAJOR.matcher(version);
    boolean fit = major.find() && Integer.parseInt(major.group(1)) >= LEAST_NODE;
    return List.of(
        fit
            ? Finding.ok("Node.js %s is there".formatted(version))
            : Finding.fail(
                version.isEmpty()
                    ? "Node.js is missing, and the CDK needs it"
                    : "Node.js %s is too old for the CDK".formatted(version),
                "Install Node.js %d or newer (https://nodejs.org).".formatted(LEAST_NODE)));
  }
}
