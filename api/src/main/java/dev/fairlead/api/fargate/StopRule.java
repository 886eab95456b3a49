package dev.fairlead.api.fargate;

import static dev.fairlead.api.launch.Loss.Retry.LATER;
import static dev.fairlead.api.launch.Loss.Retry.NEVER;
import static dev.fairlead.api.launch.Loss.Retry.NOW;
import static dev.fairlead.build.protocol.FailureCode.OUT_OF_MEMORY;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_BUILD_LOST;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_CONFIGURATION_INVALID;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_IMAGE_UNAVAILABLE;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_INTERRUPTED;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_NETWORK_UNAVAILABLE;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_NO_CAPACITY;
import static dev.fairlead.build.protocol.FailureCode.PLATFORM_START_FAILED;

import dev.fairlead.api.launch.Loss;
import dev.fairlead.build.protocol.FailureCode;
import java.util.List;
import java.util.Locale;

/**
 * What one documented text of AWS about a task that stopped means for its build. The first rule
 * that fits counts; the texts are prefixes or parts, because AWS appends details and changes
 * wording.
 *
 * <p>Sources: Amazon ECS Developer Guide, "Amazon ECS stopped tasks error messages",
 * "CannotPullContainer task errors", "ResourceInitializationError", "Fargate Spot termination
 * notices"; API reference, {@code Task} ({@code stopCode}, {@code stoppedReason}) and {@code
 * Container} ({@code reason}, {@code exitCode}).
 *
 * @param text a part of code, task reason and container reason joined, in lower case
 * @param advice what happened and what to do, for the user and the operator
 */
record StopRule(String text, FailureCode code, Loss.Retry retry, String advice) {
  private static final String IMAGE =
      "The build's image cannot be fetched; the operator must push it (./fairlead image push) and"
          + " deploy again.";
  private static final String IMAGE_ACCESS =
      "The build's machine may not fetch its image; the operator must check the execution role and"
          + " the repository's policy.";
  private static final String IMAGE_NETWORK =
      "The build's machine did not reach the image registry; the operator must check the build"
          + " subnets' way to it if this stays.";
  private static final String IMAGE_LIMIT =
      "The image registry limits how often it is asked; deploy again later.";
  private static final String NETWORK =
      "AWS could not give the build's machine a network address; the operator must check free"
          + " addresses in the build subnets and the quota of network interfaces if this stays.";
  private static final String SECRETS =
      "The build's machine could not fetch its secrets or its log's place; the operator must check"
          + " the execution role and the build subnets' way to AWS.";
  private static final String SPOT = "AWS took the spare machine back; deploy again.";
  private static final String MEMORY =
      "The build needed more memory than its machine has; choose a larger build size (--size) or"
          + " make the build smaller.";
  private static final String STORAGE =
      "The build's machine has no disk space left; choose a larger build size (--size).";
  private static final String STOPPED =
      "Somebody stopped the build's machine from outside (%s); deploy again.";
  private static final String MAINTENANCE =
      "AWS took the build's machine out of service; deploy again.";
  private static final String RUNTIME =
      "The build's machine could not run the build (%s); deploy again.";
  private static final String COMMAND =
      "The build's image does not start (%s); the operator must push a working one (./fairlead"
          + " image push).";
  private static final String CAPACITY =
      "AWS has no free machine of this size now; choose a smaller build size (--size) or deploy"
          + " again later.";

  /** Every text that AWS documents for tasks on Fargate, the more precise ones first. */
  static final List<StopRule> TABLE =
      List.of(
          rule("outofmemoryerror", OUT_OF_MEMORY, NEVER, MEMORY),
          rule("spotinterruption", PLATFORM_INTERRUPTED, NOW, SPOT),
          rule("spot interruption", PLATFORM_INTERRUPTED, NOW, SPOT),
          rule("capacity is unavailable", PLATFORM_NO_CAPACITY, LATER, CAPACITY),
          // An image: missing, forbidden, limited, out of reach, or too large.
          rule("cannotpullecrcontainererror", PLATFORM_IMAGE_UNAVAILABLE, NEVER, IMAGE_ACCESS),
          pull("toomanyrequests", LATER, IMAGE_LIMIT),
          pull("pull rate limit", LATER, IMAGE_LIMIT),
          pull("rate exceeded", LATER, IMAGE_LIMIT),
          pull("no space left", NEVER, STORAGE),
          pull("not authorized", NEVER, IMAGE_ACCESS),
          pull("accessdenied", NEVER, IMAGE_ACCESS),
          pull("pull access denied", NEVER, IMAGE_ACCESS),
          pull("no basic auth credentials", NEVER, IMAGE_ACCESS),
          pull("status code 403", NEVER, IMAGE_ACCESS),
          pull("403 forbidden", NEVER, IMAGE_ACCESS),
          pull("i/o timeout", NOW, IMAGE_NETWORK),
          pull("request canceled", NOW, IMAGE_NETWORK),
          pull("context canceled", NOW, IMAGE_NETWORK),
          pull("deadline exceeded", NOW, IMAGE_NETWORK),
          pull("connection refused", NOW, IMAGE_NETWORK),
          pull("connection reset", NOW, IMAGE_NETWORK),
          pull(" eof", NOW, IMAGE_NETWORK),
          pull("no such host", NOW, IMAGE_NETWORK),
          pull("", NEVER, IMAGE),
          // What a machine needs before its container starts.
          rule("unable to assume the role", PLATFORM_CONFIGURATION_INVALID, NEVER, SECRETS),
          rule("accessdeniedexception", PLATFORM_CONFIGURATION_INVALID, NEVER, SECRETS),
          rule("is not authorized to perform", PLATFORM_CONFIGURATION_INVALID, NEVER, SECRETS),
          rule("unable to pull secrets", PLATFORM_NETWORK_UNAVAILABLE, NOW, SECRETS),
          rule("unable to retrieve secret", PLATFORM_NETWORK_UNAVAILABLE, NOW, SECRETS),
          rule("pull command failed", PLATFORM_NETWORK_UNAVAILABLE, NOW, SECRETS),
          rule("failed to validate logger args", PLATFORM_NETWORK_UNAVAILABLE, NOW, SECRETS),
          rule("failed to initialize logging driver", PLATFORM_NETWORK_UNAVAILABLE, NOW, SECRETS),
          rule("create network interface", PLATFORM_NETWORK_UNAVAILABLE, LATER, NETWORK),
          rule("network interface provisioning", PLATFORM_NETWORK_UNAVAILABLE, LATER, NETWORK),
          rule("networkinterface", PLATFORM_NETWORK_UNAVAILABLE, LATER, NETWORK),
          rule("eni attachment", PLATFORM_NETWORK_UNAVAILABLE, LATER, NETWORK),
          rule("insufficient free addresses", PLATFORM_NETWORK_UNAVAILABLE, LATER, NETWORK),
          rule("unable to allocate storage", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("resourceinitializationerror", PLATFORM_NETWORK_UNAVAILABLE, NOW, SECRETS),
          rule("no space left on device", OUT_OF_MEMORY, NEVER, STORAGE),
          // The container and what runs it.
          rule("exec format error", PLATFORM_CONFIGURATION_INVALID, NEVER, COMMAND),
          rule("executable file not found", PLATFORM_CONFIGURATION_INVALID, NEVER, COMMAND),
          rule("no such file or directory", PLATFORM_CONFIGURATION_INVALID, NEVER, COMMAND),
          rule("cannotcreatevolumeerror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("cannotstartcontainererror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("cannotinspectcontainererror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("cannotstopcontainererror", PLATFORM_BUILD_LOST, NOW, RUNTIME),
          rule("containerruntimetimeouterror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("containerruntimeerror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("dockertimeouterror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("taskfailedtostart: timeout", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("timeouterror", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("timeout waiting", PLATFORM_START_FAILED, NOW, RUNTIME),
          rule("internalerror", PLATFORM_START_FAILED, NOW, RUNTIME),
          // Somebody or something ended it.
          rule("terminationnotice", PLATFORM_INTERRUPTED, NOW, MAINTENANCE),
          rule("infrastructure becoming unavailable", PLATFORM_INTERRUPTED, NOW, MAINTENANCE),
          rule("fargate task retirement", PLATFORM_INTERRUPTED, NOW, MAINTENANCE),
          rule("host ec2", PLATFORM_INTERRUPTED, NOW, MAINTENANCE),
          rule("serviceschedulerinitiated", PLATFORM_INTERRUPTED, NEVER, STOPPED),
          rule("userinitiated", PLATFORM_INTERRUPTED, NEVER, STOPPED),
          rule("taskfailedtostart", PLATFORM_START_FAILED, NOW, RUNTIME));

  StopRule {
    if (!text.equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("text: %s (expected: lower case)".formatted(text));
    }
  }

  private static StopRule rule(String text, FailureCode code, Loss.Retry retry, String advice) {
    return new StopRule(text, code, retry, advice);
  }

  /** Of an image: the text must follow the code, which others do not have. */
  private static StopRule pull(String text, Loss.Retry retry, String advice) {
    return new StopRule(
        "cannotpullcontainererror" + (text.isEmpty() ? "" : "\n" + text),
        PLATFORM_IMAGE_UNAVAILABLE,
        retry,
        advice);
  }

  /** Whether all lines of the text are part of what AWS says, in lower case. */
  boolean fits(String said) {
    return text.lines().allMatch(said::contains);
  }

  /** The advice, with what AWS said where that helps. */
  Loss loss(String said) {
    return Loss.of(code, retry, advice.contains("%s") ? advice.formatted(said) : advice);
  }
}
