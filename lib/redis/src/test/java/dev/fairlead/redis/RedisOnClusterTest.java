package dev.fairlead.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testing.redis.RedisCluster;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Redis as a managed service runs it: a cluster that is reachable over TLS only. */
final class RedisOnClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] VALUE = {1};

  private RedisCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = RedisCluster.start();
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  @Test
  void keysOfAllNodesAreReachedAndMessagesCrossThem() throws Exception {
    try (Redis redis = Redis.open(config(cluster.uri()))) {
      for (int i = 0; i < 100; i++) {
        String key = "key-" + i;
        redis.call(commands -> commands.set(key, VALUE));
        byte[] stored = redis.call(commands -> commands.get(key));
        assertThat(stored).isEqualTo(VALUE);
      }
      BlockingQueue<String> heard = listen(redis);
      for (int i = 0; i < 20; i++) {
        cluster.commands().publish("news", "number " + i);
        assertThat(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("number " + i);
      }
    }
  }

  @Test
  void aServerThatNobodyVouchesForIsNotSpokenTo() {
    RedisConfig config = new RedisConfig(cluster.uri(), true, null, null);
    try (Redis redis = Redis.open(config)) {
      assertThatThrownBy(() -> redis.call(commands -> commands.get("key")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void afterAFailoverTheStandByAnswers() throws Exception {
    try (Redis redis = Redis.open(config(cluster.uri()))) {
      BlockingQueue<String> heard = listen(redis);
      for (int i = 0; i < 100; i++) {
        String key = "key-" + i;
        redis.call(commands -> commands.set(key, VALUE));
      }

      cluster.killFirst();

      for (int i = 0; i < 100; i++) {
        String key = "key-" + i;
        within("key %s is written".formatted(key), () -> redis.call(c -> c.set(key, VALUE)));
      }
      within(
          "subscribers hear again",
          () -> {
            cluster.commands().publish("news", "again");
            return heard.poll(100, TimeUnit.MILLISECONDS);
          });
    }
  }

  @Test
  void aConnectionThatBrokeIsOpenedWithANewToken() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    IamCredentials credentials = credentials(now::get);
    setPassword(credentials.token());
    RedisURI uri = RedisURI.create(cluster.uri());
    uri.setCredentialsProvider(credentials);
    RedisConfig config = new RedisConfig(cluster.uri(), false, null, cluster.certificate());
    try (Redis redis = Redis.open(config, uri)) {
      String user = redis.call(commands -> commands.aclWhoami());
      assertThat(user).isEqualTo("fairlead");

      now.set(now.get().plus(Duration.ofHours(12)));
      setPassword(credentials.token());
      cluster.commands().clientKill(KillArgs.Builder.user("fairlead"));

      within("the user is let in again", () -> redis.call(commands -> commands.aclWhoami()));
    }
  }

  private IamCredentials credentials(InstantSource now) {
    return new IamCredentials(
        new IamAccess("fairlead-logs", "fairlead", "eu-central-1"),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
        now.withZone(ZoneOffset.UTC));
  }

  private void setPassword(String token) {
    cluster
        .commands()
        .aclSetuser(
            "fairlead",
            AclSetuserArgs.Builder.on().resetpass().addPassword(token).allCommands().allKeys());
  }

  private RedisConfig config(URI uri) {
    return new RedisConfig(uri, true, null, cluster.certificate());
  }

  private BlockingQueue<String> listen(Redis redis) throws IOException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    var connection = redis.subscriptions();
    connection.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, byte[] message) {
            heard.add(new String(message, StandardCharsets.UTF_8));
          }
        });
    Redis.await(connection.async().subscribe("news"));
    return heard;
  }

  private static <T> void within(String what, Callable<T> attempt) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (attempt.call() != null) {
          return;
        }
      } catch (IOException e) {
        last = e;
        LockSupport.parkNanos(50_000_000);
      }
    }
    throw new AssertionError(what + ": not within " + PATIENCE, last);
  }
}
