package dev.fairlead.wslogs;

import dev.fairlead.redis.RedisConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a log server needs to know.
 *
 * @param host address to listen on
 * @param port to listen on, or 0 for a free one
 * @param origins of the pages whose scripts may connect, such as {@code http://localhost:8080}; a
 *     client that sends no {@code Origin} is no browser and may connect too
 * @param maxViewers most connections of this server
 * @param maxViewersPerLog most connections that watch one deployment
 * @param unknownAfter how long to wait for the first message of a log before it counts as unknown
 * @param patience how long viewers are kept while Redis cannot be reached
 */
public record WsLogsConfig(
    RedisConfig redis,
    String host,
    int port,
    Set<String> origins,
    int maxViewers,
    int maxViewersPerLog,
    Duration unknownAfter,
    Duration patience) {
  private static final int DEFAULT_PORT = 8082;

  public WsLogsConfig {
    origins = Set.copyOf(origins);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: %d (expected: 0–65535)".formatted(port));
    }
    if (maxViewers < 1 || maxViewersPerLog < 1) {
      throw new IllegalArgumentException(
          "viewers: %d and %d a log (expected: 1 or more)".formatted(maxViewers, maxViewersPerLog));
    }
    if (unknownAfter.isNegative() || patience.isNegative()) {
      throw new IllegalArgumentException("waits must not be negative");
    }
  }

  /** With the ordinary bounds: 5,000 viewers, 1,000 a log, waits of 10 and 30 seconds. */
  public static WsLogsConfig of(RedisConfig redis, String host, int port, Set<String> origins) {
    return new WsLogsConfig(
        redis, host, port, origins, 5000, 1000, Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  /**
   * Reads what {@link RedisConfig#fromEnvironment} does, {@code FAIRLEAD_WS_ORIGINS}
   * (comma-separated), {@code FAIRLEAD_WS_HOST} (default {@code 0.0.0.0}) and {@code
   * FAIRLEAD_WS_PORT} (default 8082).
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public static WsLogsConfig fromEnvironment(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    @Nullable RedisConfig redis = null;
    try {
      redis = RedisConfig.fromEnvironment(environment);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (!environment.containsKey("FAIRLEAD_WS_ORIGINS")) {
      problems.add("FAIRLEAD_WS_ORIGINS is not set");
    }
    String port = environment.getOrDefault("FAIRLEAD_WS_PORT", Integer.toString(DEFAULT_PORT));
    if (!port.matches("\\d{1,5}")) {
      problems.add("FAIRLEAD_WS_PORT: %s (expected: 0–65535)".formatted(port));
    }
    if (redis == null || !problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    Set<String> origins =
        Arrays.stream(environment.getOrDefault("FAIRLEAD_WS_ORIGINS", "").split(",", -1))
            .map(String::strip)
            .filter(origin -> !origin.isEmpty())
            .collect(Collectors.toSet());
    return of(
        redis,
        environment.getOrDefault("FAIRLEAD_WS_HOST", "0.0.0.0"),
        Integer.parseInt(port),
        origins);
  }
}
