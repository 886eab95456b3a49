package dev.fairlead.build.log.redis;

import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.BuildLogContract;
import dev.fairlead.build.protocol.LogTickets;
import dev.fairlead.build.protocol.LogTicketsContract;
import dev.fairlead.redis.Redis;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.testing.redis.RedisCluster;
import java.io.IOException;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Logs and tickets in a cluster that is reachable over TLS only. */
final class RedisOnClusterTest {
  private static RedisCluster cluster;
  private static Redis redis;

  @BeforeAll
  static void start() throws IOException {
    cluster = RedisCluster.start();
    redis = Redis.open(new RedisConfig(cluster.uri(), true, null, cluster.certificate()));
  }

  @AfterAll
  static void stop() throws IOException {
    redis.close();
    cluster.close();
  }

  @Nested
  final class Logs extends BuildLogContract {
    private final RedisBuildLog log = new RedisBuildLog(redis);

    @Override
    protected BuildLog log() {
      return log;
    }
  }

  @Nested
  final class Tickets extends LogTicketsContract {
    @Override
    protected LogTickets tickets() {
      return new RedisLogTickets(redis, new SecureRandom());
    }
  }
}
