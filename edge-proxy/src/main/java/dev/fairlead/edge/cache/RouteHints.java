package dev.fairlead.edge.cache;

import dev.fairlead.redis.Redis;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.RouteHint;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the route changes that the api announces over Redis. It starts without Redis, connects
 * when it can, and connects again by itself; after every (re)connection all kept routes are
 * doubted, since hints may have been missed meanwhile.
 */
public final class RouteHints implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteHints.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final RouteCache routes;
  private final Redis redis;
  private final Listener listener = new Listener();
  private final CountDownLatch closed = new CountDownLatch(1);

  public RouteHints(RedisConfig config, RouteCache routes) {
    this.routes = routes;
    this.redis = Redis.open(config);
  }

  /** Begins to connect and returns at once. */
  public void start() {
    Thread.ofVirtual().name("route-hints").start(this::connect);
  }

  @Override
  public void close() {
    closed.countDown();
    redis.close();
  }

  private void connect() {
    boolean connected = subscribe();
    while (!connected && !closedWithin(RETRY)) {
      connected = subscribe();
    }
  }

  private boolean subscribe() {
    try {
      StatefulRedisPubSubConnection<String, byte[]> connection = redis.subscriptions();
      // The connection is the same at each try.
      connection.removeListener(listener);
      connection.addListener(listener);
      Redis.await(connection.async().subscribe(RouteHint.CHANNEL));
      return true;
    } catch (IOException e) {
      if (closed.getCount() > 0) {
        log.atWarn()
            .addKeyValue("reason", e.getMessage())
            .log("Cannot reach Redis; route changes arrive by revalidation until it answers");
      }
      return false;
    }
  }

  private boolean closedWithin(Duration patience) {
    try {
      return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private final class Listener extends RedisPubSubAdapter<String, byte[]> {
    @Override
    public void subscribed(String channel, long count) {
      log.info("Listening to route changes");
      routes.doubtAll();
    }

    @Override
    public void message(String channel, byte[] message) {
      try {
        routes.follow(RouteHint.parse(message));
      } catch (InvalidDocumentException e) {
        log.atWarn().setMessage("Ignoring a route hint").setCause(e).log();
      }
    }
  }
}
