package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.build.log.redis.RedisBuildLog;
import dev.fairlead.build.log.redis.RedisLogTickets;
import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.redis.Redis;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.redis.RedisCluster;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The cache's users can do what their programs do, and no more: on a real Redis that is a cluster
 * with TLS, as ElastiCache Serverless is, with the programs' own code.
 */
final class CacheAccessTest {
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("d1234567890abcde");
  private static RedisCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    cluster = RedisCluster.start();
    for (Program program : new Program[] {Program.API, Program.WS_LOGS, Program.EDGE}) {
      CommandArgs<String, String> rules =
          new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add(program.folder());
      rules.add(">secret-of-it");
      for (String rule : Cache.access(program).split(" ")) {
        rules.add(rule);
      }
      cluster.onEachNode(
          node -> node.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), rules));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
  }

  @Test
  void theApiWritesWhatALogServerReads() throws IOException {
    try (Redis api = as(Program.API);
        Redis logs = as(Program.WS_LOGS)) {
      new RedisBuildLog(api).append(DEPLOYMENT, message());
      BuildLog reading = new RedisBuildLog(logs);
      assertThat(reading.read(DEPLOYMENT, BuildLog.Position.START, 10)).hasSize(1);
      reading.follow(DEPLOYMENT, message -> {}).close();
    }
  }

  @Test
  void aTicketOfTheApiIsUsedUpByALogServer() throws IOException {
    try (Redis api = as(Program.API);
        Redis logs = as(Program.WS_LOGS)) {
      String ticket = new RedisLogTickets(api, new SecureRandom()).issue(DEPLOYMENT);
      RedisLogTickets tickets = new RedisLogTickets(logs, new SecureRandom());
      assertThat(tickets.redeem(ticket)).contains(DEPLOYMENT);
      assertThat(tickets.redeem(ticket)).isEmpty();
    }
  }

  @Test
  void anEdgeListensToRoutesAndReadsNothing() throws IOException {
    try (Redis edge = as(Program.EDGE)) {
      Redis.await(edge.subscriptions().async().subscribe("routes"));
      refused(edge, commands -> commands.get("anything"));
    }
  }

  @Test
  void aLogServerTellsNoOneOfARoute() throws IOException {
    try (Redis logs = as(Program.WS_LOGS)) {
      refused(logs, commands -> commands.publish("routes", new byte[0]));
      refused(logs, commands -> commands.set("ticket", new byte[0]));
    }
  }

  @Test
  void nobodyClearsTheCache() throws IOException {
    for (Program program : new Program[] {Program.API, Program.WS_LOGS, Program.EDGE}) {
      try (Redis redis = as(program)) {
        refused(redis, commands -> commands.flushall());
        refused(redis, commands -> commands.clientList());
      }
    }
  }

  private static LogMessage message() throws IOException {
    Path golden =
        Path.of(
            "..", "lib", "build-protocol", "src", "test", "resources", "golden", "log-end.json");
    return LogMessage.parse(Files.readAllBytes(golden));
  }

  private static <T> void refused(Redis redis, Redis.Call<T> call) {
    assertThatThrownBy(() -> redis.call(call)).hasStackTraceContaining("NOPERM");
  }

  private static Redis as(Program program) {
    return Redis.open(
        new RedisConfig(
            URI.create(
                "rediss://%s:secret-of-it@127.0.0.1:%d"
                    .formatted(program.folder(), cluster.uri().getPort())),
            true,
            null,
            cluster.certificate()));
  }
}
