package dev.fairlead.edge.cache;

import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.RouteHint;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private static final byte[] CHANNEL = RouteHint.CHANNEL.getBytes(StandardCharsets.US_ASCII);
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

  private final RouteCache routes;
  private final RedisURI uri;
  private final ClientResources resources;
  private final RedisClient client;
  private volatile boolean closed;

  public RouteHints(URI redis, RouteCache routes) {
    this.routes = routes;
    this.uri = RedisURI.create(redis);
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.exponential(RETRY, LONGEST_RETRY, 2, TimeUnit.MILLISECONDS))
            .build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECT_PATIENCE).keepAlive(true).build())
            .build());
  }

  /** Begins to connect and returns at once. */
  public void start() {
    client
        .connectPubSubAsync(ByteArrayCodec.INSTANCE, uri)
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                subscribe(connection);
              } else {
                retry(failure);
              }
            });
  }

  @Override
  public void close() {
    closed = true;
    client.shutdown(Duration.ZERO, CONNECT_PATIENCE);
    resources
        .shutdown(0, CONNECT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }

  private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
    connection.addListener(new Listener());
    connection.async().subscribe(CHANNEL);
  }

  private void retry(Throwable failure) {
    if (closed) {
      return;
    }
    log.atWarn()
        .setMessage("Cannot reach Redis; route changes arrive by revalidation until it answers")
        .addKeyValue("reason", failure.getMessage())
        .log();
    resources
        .eventExecutorGroup()
        .schedule(this::start, LONGEST_RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private final class Listener extends RedisPubSubAdapter<byte[], byte[]> {
    @Override
    public void subscribed(byte[] channel, long count) {
      log.info("Listening to route changes");
      routes.doubtAll();
    }

    @Override
    public void message(byte[] channel, byte[] message) {
      try {
        routes.follow(RouteHint.parse(message));
      } catch (InvalidDocumentException e) {
        log.atWarn().setMessage("Ignoring a route hint").setCause(e).log();
      }
    }
  }
}
