package dev.fairlead.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one process to Redis: one for commands, one for subscriptions (of a cluster,
 * one a node), each opened when it is first needed and opened again by itself when it breaks. While
 * there is none, calls fail: at once with a single server, within {@link #COMMAND} with a cluster.
 * No call takes longer; the commands on their way are bounded.
 */
public final class Redis implements AutoCloseable {
  /** The longest that a call takes. */
  public static final Duration COMMAND = Duration.ofSeconds(2);

  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final ClientResources resources;
  private final Topology topology;
  private @Nullable RedisClusterAsyncCommands<String, byte[]> commands;
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriptions;

  private Redis(ClientResources resources, Topology topology) {
    this.resources = resources;
    this.topology = topology;
  }

  /** Does not connect yet, so a program starts also while Redis is down. */
  public static Redis open(RedisConfig config) {
    return open(config, RedisOptions.uri(config));
  }

  static Redis open(RedisConfig config, RedisURI uri) {
    ClientResources resources = RedisOptions.resources();
    ClientOptions options = RedisOptions.client(config);
    Topology topology =
        config.cluster()
            ? new ClusterTopology(resources, uri, options)
            : new SingleTopology(resources, uri, options);
    return new Redis(resources, topology);
  }

  /** One server, or many that share the keys. */
  interface Topology {
    AbstractRedisClient client();

    /** Connects for commands. */
    RedisClusterAsyncCommands<String, byte[]> commands();

    /** Connects for subscriptions; what is published on any node arrives. */
    StatefulRedisPubSubConnection<String, byte[]> subscriptions();
  }

  /** A command to send. */
  public interface Call<T> {
    RedisFuture<T> on(RedisClusterAsyncCommands<String, byte[]> commands);
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @throws IOException if Redis cannot be reached, answers an error, or not in time
   */
  public <T> T call(Call<T> call) throws IOException {
    try {
      return await(call.on(commands()));
    } catch (RedisException e) {
      throw failure(e);
    }
  }

  /**
   * Waits for the answer to a command that was sent.
   *
   * @throws IOException if Redis answers an error, or not in time
   */
  public static <T> T await(RedisFuture<T> future) throws IOException {
    try {
      return future.get(COMMAND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static IOException failure(Exception cause) {
    Throwable reason = cause instanceof ExecutionException ? cause.getCause() : cause;
    return new IOException("Redis: " + reason, cause);
  }

  private synchronized RedisClusterAsyncCommands<String, byte[]> commands() {
    RedisClusterAsyncCommands<String, byte[]> open = commands;
    if (open == null) {
      open = topology.commands();
      commands = open;
    }
    return open;
  }

  /**
   * The connection for subscriptions, the same each time. It subscribes again by itself after it
   * broke, and then tells its listeners so.
   *
   * @throws IOException if Redis cannot be reached now
   */
  public synchronized StatefulRedisPubSubConnection<String, byte[]> subscriptions()
      throws IOException {
    StatefulRedisPubSubConnection<String, byte[]> open = subscriptions;
    if (open == null) {
      try {
        open = topology.subscriptions();
      } catch (RedisException e) {
        throw failure(e);
      }
      subscriptions = open;
    }
    return open;
  }

  @Override
  public void close() {
    topology.client().shutdown(0, COMMAND.toMillis(), TimeUnit.MILLISECONDS);
    resources
        .shutdown(0, COMMAND.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(COMMAND.toMillis());
  }
}
