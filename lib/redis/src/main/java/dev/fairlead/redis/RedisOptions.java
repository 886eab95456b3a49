package dev.fairlead.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** How the client behaves, the same towards one server and a cluster. */
final class RedisOptions {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(10);
  private static final Duration LONGEST_RETRY = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final int PROBES = 3;
  private static final int MAX_COMMANDS = 10_000;
  private static final int THREADS = 2;

  private RedisOptions() {}

  static ClientResources resources() {
    return ClientResources.builder()
        .ioThreadPoolSize(THREADS)
        .computationThreadPoolSize(THREADS)
        .reconnectDelay(Delay.exponential(RETRY, LONGEST_RETRY, 2, TimeUnit.MILLISECONDS))
        .build();
  }

  static RedisURI uri(RedisConfig config) {
    RedisURI uri = RedisURI.create(config.uri());
    uri.setTimeout(Redis.COMMAND);
    IamAccess iam = config.iam();
    if (iam != null) {
      uri.setCredentialsProvider(
          new IamCredentials(iam, DefaultCredentialsProvider.builder().build(), Clock.systemUTC()));
    }
    return uri;
  }

  static ClientOptions client(RedisConfig config) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .autoReconnect(true)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_COMMANDS)
            .timeoutOptions(TimeoutOptions.enabled(Redis.COMMAND))
            .socketOptions(sockets());
    @Nullable Path certificates = config.certificates();
    if (certificates != null) {
      options.sslOptions(
          SslOptions.builder().jdkSslProvider().trustManager(certificates.toFile()).build());
    }
    return options.build();
  }

  /** A subscriber sends nothing: without probes it would not notice that its node is gone. */
  private static SocketOptions sockets() {
    return SocketOptions.builder()
        .connectTimeout(CONNECT)
        .keepAlive(
            SocketOptions.KeepAliveOptions.builder()
                .enable()
                .idle(SILENCE)
                .interval(PROBE)
                .count(PROBES)
                .build())
        .build();
  }
}
