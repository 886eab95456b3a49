package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Lets a share of all orders fail, each in one of the ways that AWS documents, and remembers which
 * deployments had to fail by it.
 */
public final class LaunchFaults implements Function<JsonNode, Verdict> {
  private static final String CAPACITY =
      "Capacity is unavailable at this time. Please try again later or in a different availability"
          + " zone";

  /** Whether another attempt can help. */
  private enum Kind {
    /** It is bad luck. */
    PASSING,
    /** Something is missing that comes back; to wait for it is no excuse for a failure. */
    WAITING,
    LASTING
  }

  /** A way to fail. */
  private record Fault(Verdict verdict, Kind kind) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(new Verdict.Fail(CAPACITY, null), Kind.WAITING),
          new Fault(new Verdict.Reject(400, "ThrottlingException", "Rate exceeded"), Kind.WAITING),
          new Fault(
              new Verdict.Reject(500, "ServerException", "Service Unavailable"), Kind.PASSING),
          new Fault(new Verdict.BreakAfterStart(), Kind.PASSING),
          new Fault(
              stop("Timeout waiting for network interface provisioning to complete.", null),
              Kind.WAITING),
          new Fault(stop("CannotPullContainerError: pull failed: i/o timeout", null), Kind.PASSING),
          new Fault(
              stop("CannotPullContainerError: failed to resolve ref: not found", null),
              Kind.LASTING),
          new Fault(
              interrupt("SpotInterruption", "Your Spot Task was interrupted.", null, 143),
              Kind.PASSING),
          new Fault(
              interrupt("TerminationNotice", "The host is being retired.", null, 143),
              Kind.PASSING),
          new Fault(
              interrupt(
                  "EssentialContainerExited",
                  "Essential container in task exited",
                  "OutOfMemoryError: Container killed due to memory usage",
                  137),
              Kind.LASTING));

  private static final String BUILD = "fairlead-build-";

  /** Tries of a deployment whose builds are lost by bad luck. */
  private static final int TRIES = 3;

  private final double share;
  private final RandomGenerator random;
  private final Map<Kind, Map<String, Integer>> faults = new EnumMap<>(Kind.class);

  public LaunchFaults(double share, RandomGenerator random) {
    this.share = share;
    this.random = random;
    for (Kind kind : Kind.values()) {
      faults.put(kind, new ConcurrentHashMap<>());
    }
  }

  @Override
  public synchronized Verdict apply(JsonNode order) {
    String startedBy = order.path("startedBy").asText();
    if (random.nextDouble() >= share) {
      return new Verdict.Run();
    }
    Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
    if (!startedBy.startsWith(BUILD)) {
      // Nobody knows what a warm task will build, so its fault must pass.
      of(Kind.PASSING).merge(startedBy, 1, Integer::sum);
      return fault.kind() == Kind.LASTING ? new Verdict.BreakAfterStart() : fault.verdict();
    }
    String deployment = startedBy.substring(BUILD.length(), startedBy.lastIndexOf('-'));
    of(fault.kind()).merge(deployment, 1, Integer::sum);
    return fault.verdict();
  }

  private Map<String, Integer> of(Kind kind) {
    return Objects.requireNonNull(faults.get(kind));
  }

  /** How many orders went wrong. */
  public int count() {
    return faults.values().stream()
        .flatMap(each -> each.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /**
   * Whether a deployment may have failed: its fault does not pass, or it had bad luck too often.
   */
  public boolean explainsFailureOf(String deployment) {
    return of(Kind.LASTING).containsKey(deployment)
        || of(Kind.PASSING).getOrDefault(deployment, 0) >= TRIES;
  }

  private static Verdict stop(String reason, @Nullable Integer exit) {
    return new Verdict.Stop(new Verdict.Ending("TaskFailedToStart", reason, null, exit));
  }

  private static Verdict interrupt(
      String code, String reason, @Nullable String container, int exit) {
    return new Verdict.Interrupt(new Verdict.Ending(code, reason, container, exit), 100);
  }
}
