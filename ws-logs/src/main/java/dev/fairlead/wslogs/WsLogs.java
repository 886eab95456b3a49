package dev.fairlead.wslogs;

import dev.fairlead.build.log.redis.RedisBuildLog;
import dev.fairlead.build.log.redis.RedisLogTickets;
import dev.fairlead.redis.Redis;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.security.SecureRandom;
import java.util.Map;

/** The log server: one port, one Redis, any number of viewers within the bounds. */
public final class WsLogs implements AutoCloseable {
  private final Redis redis;
  private final LogRooms rooms;
  private final ApplicationContext context;
  private final int port;

  private WsLogs(Redis redis, LogRooms rooms, ApplicationContext context, int port) {
    this.redis = redis;
    this.rooms = rooms;
    this.context = context;
    this.port = port;
  }

  /** Starts listening; Redis need not be there yet. */
  public static WsLogs start(WsLogsConfig config) {
    Redis redis = Redis.open(config.redis());
    LogRooms rooms = new LogRooms(new RedisBuildLog(redis), config);
    Admission admission =
        new Admission(config.origins(), new RedisLogTickets(redis, new SecureRandom()));
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .enableDefaultPropertySources(false)
            .environmentPropertySource(false)
            .banner(false)
            .singletons(rooms, admission)
            .properties(properties(config))
            .build();
    try {
      context.start();
      EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
      return new WsLogs(redis, rooms, context, server.getPort());
    } catch (RuntimeException e) {
      context.close();
      redis.close();
      throw e;
    }
  }

  private static Map<String, Object> properties(WsLogsConfig config) {
    return Map.of(
        "fairlead.program", "ws-logs",
        "micronaut.application.name", "ws-logs",
        "micronaut.server.host", config.host(),
        "micronaut.server.port", config.port() == 0 ? -1 : config.port(),
        // Micronaut would refuse foreign origins to a local server by itself; Admission decides.
        "micronaut.server.cors.localhost-pass-through", true,
        "micronaut.server.max-request-size", "64KB",
        "micronaut.server.netty.max-header-size", "16KB");
  }

  public int port() {
    return port;
  }

  /** Tells all viewers to come back later, and stops. */
  @Override
  public void close() {
    rooms.close();
    context.close();
    redis.close();
  }
}
