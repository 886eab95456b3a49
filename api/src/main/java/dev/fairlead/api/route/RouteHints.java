package dev.fairlead.api.route;

import dev.fairlead.site.RouteHint;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the edges of changed routes over Redis, if it can be reached; they do not depend on it. */
@Singleton
class RouteHints {
  private static final Logger log = LoggerFactory.getLogger(RouteHints.class);
  private static final byte[] CHANNEL = RouteHint.CHANNEL.getBytes(StandardCharsets.UTF_8);

  private final RedisClient client;
  private @Nullable StatefulRedisConnection<byte[], byte[]> connection;

  RouteHints(RedisClient client) {
    this.client = client;
  }

  /** Sends a hint, within the client's command time-out. */
  synchronized void send(RouteHint hint) {
    try {
      connection().sync().publish(CHANNEL, hint.toJson());
    } catch (RedisException | IOException e) {
      log.atWarn()
          .addKeyValue("host", hint.host())
          .addKeyValue("cause", e.getMessage())
          .log("route hint not sent");
    }
  }

  @PreDestroy
  synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }

  private StatefulRedisConnection<byte[], byte[]> connection() {
    StatefulRedisConnection<byte[], byte[]> open = connection;
    if (open == null) {
      open = client.connect(ByteArrayCodec.INSTANCE);
      connection = open;
    }
    return open;
  }
}
