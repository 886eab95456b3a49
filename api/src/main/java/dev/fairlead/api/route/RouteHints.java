package dev.fairlead.api.route;

import dev.fairlead.redis.Redis;
import dev.fairlead.site.RouteHint;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the edges of changed routes over Redis, if it can be reached; they do not depend on it. */
@Singleton
class RouteHints {
  private static final Logger log = LoggerFactory.getLogger(RouteHints.class);

  private final Redis redis;

  RouteHints(Redis redis) {
    this.redis = redis;
  }

  /** Sends a hint, within the time that a command may take. */
  void send(RouteHint hint) {
    try {
      byte[] json = hint.toJson();
      redis.call(commands -> commands.publish(RouteHint.CHANNEL, json));
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("host", hint.host())
          .addKeyValue("cause", e.getMessage())
          .log("route hint not sent");
    }
  }
}
