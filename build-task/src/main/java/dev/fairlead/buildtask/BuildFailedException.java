package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.site.rules.RuleProblem;
import java.io.Serial;
import java.util.List;

/** A phase's way to end the build with a reason that the user is told. */
public final class BuildFailedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final FailureCode code;
  private final transient List<RuleProblem> ruleProblems;

  /**
   * Ends the build.
   *
   * @param message one sentence or two: what happened and what to do
   */
  public BuildFailedException(FailureCode code, String message) {
    this(code, message, List.of());
  }

  /** Ends the build for what is wrong with the site's rules. */
  public BuildFailedException(FailureCode code, String message, List<RuleProblem> ruleProblems) {
    super(message);
    this.code = code;
    this.ruleProblems = List.copyOf(ruleProblems);
  }

  /** Ends the build; the cause is for whoever reads the process's own log. */
  public BuildFailedException(FailureCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.ruleProblems = List.of();
  }

  public FailureCode code() {
    return code;
  }

  /** What is wrong with the site's rules, where that is why the build ends. */
  public List<RuleProblem> ruleProblems() {
    return ruleProblems;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
