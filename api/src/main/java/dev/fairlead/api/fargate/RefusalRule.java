package dev.fairlead.api.fargate;

import static dev.fairlead.api.launch.Loss.Retry.LATER;
import static dev.fairlead.api.launch.Loss.Retry.NEVER;
import static dev.fairlead.api.launch.Loss.Retry.NOW;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_CONFIGURATION_INVALID;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_NETWORK_UNAVAILABLE;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_NO_CAPACITY;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_START_FAILED;

import dev.fairlead.api.launch.Loss;
import dev.fairlead.build.protocol.FailureCode;
import java.util.List;
import java.util.Locale;

/**
 * What one documented refusal of {@code RunTask} means: a reason in {@code failures}, the code of
 * an exception, or a text in its message. The first rule that fits counts.
 *
 * <p>Sources: Amazon ECS Developer Guide, "API failures messages" and "Request throttling for the
 * Amazon ECS API"; API reference, {@code RunTask} and "Common Errors"; AWS re:Post, "Fargate
 * RunTask capacity".
 *
 * @param text a part of the code or the message, in lower case
 */
record RefusalRule(String text, FailureCode code, Loss.Retry retry, String advice) {
  private static final String CAPACITY =
      "AWS has no free machine of this size now (%s); choose a smaller build size (--size) or try"
          + " again later.";
  private static final String QUOTA =
      "The account's quota of machines is used up (%s); the operator must raise the Fargate vCPU"
          + " quota, or wait until other builds end.";
  private static final String RATE =
      "AWS limits how fast builds are started (%s); try again later.";
  private static final String NETWORK =
      "AWS has no network address for the build's machine (%s); the operator must check free"
          + " addresses in the build subnets.";
  private static final String PERMISSION =
      "The platform may not start builds (%s); the operator must deploy it again (./fairlead aws"
          + " deploy).";
  private static final String SETUP =
      "The platform's set-up for builds does not fit (%s); the operator must check it (./fairlead"
          + " aws doctor).";
  private static final String AWS =
      "AWS could not start the build (%s); try again, and look at the AWS health page if it stays"
          + " so.";

  static final List<RefusalRule> TABLE =
      List.of(
          new RefusalRule("capacity is unavailable", PLATFORM_NO_CAPACITY, LATER, CAPACITY),
          new RefusalRule("accessdenied", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("not authorized", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("unrecognizedclient", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("invalidclienttoken", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("invalidsignature", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("incompletesignature", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("expiredtoken", PLATFORM_CONFIGURATION_INVALID, NOW, PERMISSION),
          new RefusalRule("optinrequired", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("blockedexception", PLATFORM_CONFIGURATION_INVALID, NEVER, PERMISSION),
          new RefusalRule("throttl", PLATFORM_START_FAILED, LATER, RATE),
          new RefusalRule("rate exceeded", PLATFORM_START_FAILED, LATER, RATE),
          new RefusalRule("toomanyrequests", PLATFORM_START_FAILED, LATER, RATE),
          new RefusalRule("requestlimitexceeded", PLATFORM_START_FAILED, LATER, RATE),
          new RefusalRule("limit on the number of", PLATFORM_NO_CAPACITY, LATER, QUOTA),
          new RefusalRule("vcpu limit", PLATFORM_NO_CAPACITY, LATER, QUOTA),
          new RefusalRule("limitexceeded", PLATFORM_NO_CAPACITY, LATER, QUOTA),
          new RefusalRule("failure resource:eni", PLATFORM_NETWORK_UNAVAILABLE, LATER, NETWORK),
          new RefusalRule("failure resource:", PLATFORM_NO_CAPACITY, LATER, CAPACITY),
          new RefusalRule("failure agent", PLATFORM_START_FAILED, NOW, AWS),
          new RefusalRule("failure attribute", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("failure location", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("invalidsubnet", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("invalidgroup", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("clusternotfound", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("platformunknown", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule(
              "platformtaskdefinitionincompat", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("unsupportedfeature", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("invalidparameter", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("validationexception", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("conflictexception", PLATFORM_START_FAILED, NOW, AWS),
          new RefusalRule("clientexception", PLATFORM_CONFIGURATION_INVALID, NEVER, SETUP),
          new RefusalRule("", PLATFORM_START_FAILED, LATER, AWS));

  /**
   * Decides.
   *
   * @param said code and message, as AWS gave them
   */
  static Loss lossOf(String said) {
    String lower = said.toLowerCase(Locale.ROOT);
    return TABLE.stream()
        .filter(rule -> lower.contains(rule.text()))
        .findFirst()
        .map(rule -> Loss.of(rule.code(), rule.retry(), rule.advice().formatted(said)))
        .orElseThrow();
  }

  /** Whether machines of another kind may be free; if AWS limits the rate, no order is. */
  static boolean isCapacity(Loss loss) {
    return loss.failure().code() == PLATFORM_NO_CAPACITY;
  }
}
