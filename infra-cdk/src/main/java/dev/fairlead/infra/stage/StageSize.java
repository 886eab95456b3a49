package dev.fairlead.infra.stage;

/**
 * How big an installation is, and what it may cost. {@link #SMALL} and {@link #PRODUCTION} are the
 * sizes there are.
 *
 * @param natGateways 0: tasks have public addresses behind closed security groups; otherwise one a
 *     zone, and tasks have private addresses only
 * @param spotLogs whether ws-logs runs on Spot: an interruption makes viewers reconnect, no more
 * @param spotPreviews whether builds of previews run on Spot: an interrupted one is built again
 * @param warmTasks idle build tasks that take the next build at once
 * @param buildConcurrency most builds at a time
 * @param logDays how long the programs' own logs are kept
 * @param containerInsights whether CloudWatch records each container's use, which is paid for
 */
public record StageSize(
    String name,
    int natGateways,
    ProgramSize api,
    ProgramSize wsLogs,
    ProgramSize edge,
    DatabaseSize database,
    CacheSize cache,
    boolean spotLogs,
    boolean spotPreviews,
    int warmTasks,
    int buildConcurrency,
    int logDays,
    boolean containerInsights) {

  /** One of each, at the price of a coffee a day. */
  public static final StageSize SMALL =
      new StageSize(
          "small",
          0,
          new ProgramSize(512, 1024, 1, 1),
          new ProgramSize(256, 512, 1, 1),
          new ProgramSize(256, 1024, 1, 2),
          new DatabaseSize(0.5, 2, 1, 7),
          new CacheSize(1, 1000),
          true,
          true,
          0,
          2,
          14,
          false);

  /** Survives the loss of a zone, and scales with the load. */
  public static final StageSize PRODUCTION =
      new StageSize(
          "production",
          3,
          new ProgramSize(1024, 2048, 2, 6),
          new ProgramSize(512, 1024, 2, 8),
          new ProgramSize(1024, 2048, 3, 30),
          new DatabaseSize(1, 16, 2, 35),
          new CacheSize(10, 20_000),
          false,
          true,
          2,
          20,
          90,
          true);

  public StageSize {
    if (natGateways != 0 && natGateways != Stage.ZONES) {
      throw new IllegalArgumentException(
          "natGateways: %d (expected: 0 or one a zone)".formatted(natGateways));
    }
    if (warmTasks < 0 || buildConcurrency < 1 || logDays < 1) {
      throw new IllegalArgumentException(
          "%d warm tasks, %d builds, %d days of logs (expected: 0, 1 and 1 or more)"
              .formatted(warmTasks, buildConcurrency, logDays));
    }
  }

  /**
   * Finds a size by its name.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static StageSize parse(String name) {
    return switch (name) {
      case "small" -> SMALL;
      case "production" -> PRODUCTION;
      default ->
          throw new IllegalArgumentException(
              "size: %s (expected: small or production)".formatted(name));
    };
  }

  /** Whether tasks have private addresses only and reach the internet through NAT gateways. */
  public boolean isPrivate() {
    return natGateways > 0;
  }
}
