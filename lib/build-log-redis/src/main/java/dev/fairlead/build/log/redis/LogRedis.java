package dev.fairlead.build.log.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one process to Redis: one for commands, one for subscriptions, each opened
 * when it is first needed and opened again by itself when it breaks. While there is none, calls
 * fail at once; no call takes longer than {@link #COMMAND}; the commands on their way are bounded.
 */
public final class LogRedis implements AutoCloseable {
  static final Duration COMMAND = Duration.ofSeconds(2);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int MAX_COMMANDS = 10_000;
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final ClientResources resources;
  private final RedisClient client;
  private @Nullable StatefulRedisConnection<String, byte[]> commands;
  private @Nullable StatefulRedisPubSubConnection<String, byte[]> subscriptions;

  private LogRedis(ClientResources resources, RedisClient client) {
    this.resources = resources;
    this.client = client;
  }

  /** Does not connect yet, so a program starts also while Redis is down. */
  public static LogRedis open(LogRedisConfig config) {
    ClientResources resources =
        ClientResources.builder()
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(10), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS))
            .build();
    RedisURI uri = RedisURI.create(config.uri());
    uri.setTimeout(COMMAND);
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(true)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(COMMAND))
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
            .build());
    return new LogRedis(resources, client);
  }

  /** A command to send. */
  interface Call<T> {
    RedisFuture<T> on(RedisAsyncCommands<String, byte[]> commands);
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @throws IOException if Redis cannot be reached, answers an error, or not in time
   */
  <T> T call(Call<T> call) throws IOException {
    try {
      return await(call.on(commands().async()));
    } catch (RedisException e) {
      throw failure(e);
    }
  }

  static <T> T await(RedisFuture<T> future) throws IOException {
    try {
      return future.get(COMMAND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static IOException failure(Exception cause) {
    Throwable reason = cause instanceof ExecutionException ? cause.getCause() : cause;
    return new IOException("Redis: " + reason, cause);
  }

  private synchronized StatefulRedisConnection<String, byte[]> commands() {
    StatefulRedisConnection<String, byte[]> connection = commands;
    if (connection == null) {
      connection = client.connect(CODEC);
      commands = connection;
    }
    return connection;
  }

  synchronized StatefulRedisPubSubConnection<String, byte[]> subscriptions() throws IOException {
    StatefulRedisPubSubConnection<String, byte[]> connection = subscriptions;
    if (connection == null) {
      try {
        connection = client.connectPubSub(CODEC);
      } catch (RedisException e) {
        throw failure(e);
      }
      subscriptions = connection;
    }
    return connection;
  }

  @Override
  public void close() {
    client.shutdown(0, COMMAND.toMillis(), TimeUnit.MILLISECONDS);
    resources.shutdown(0, COMMAND.toMillis(), TimeUnit.MILLISECONDS);
  }
}
