package dev.fairlead.wslogs;

import static dev.fairlead.build.protocol.BuildLogContract.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.log.redis.RedisBuildLog;
import dev.fairlead.build.log.redis.RedisLogTickets;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.redis.Redis;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WsLogsTest {
  private static final String ORIGIN = "http://localhost:8080";
  private static final int LOG_VIEWERS = 60;

  /** Longer than all viewers of a test need to come before the first line does. */
  private static final Duration UNKNOWN_AFTER = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final DeploymentId deployment = DeploymentId.random(new Random());
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedRedis server;
  private Redis redis;
  private RedisBuildLog log;
  private RedisLogTickets tickets;
  private WsLogs wsLogs;

  @BeforeEach
  void start() throws Exception {
    server = redis(0);
    redis = Redis.open(RedisConfig.of(URI.create(server.uri())));
    log = new RedisBuildLog(redis);
    tickets = new RedisLogTickets(redis, new SecureRandom());
    wsLogs = startUnknownAfter(UNKNOWN_AFTER);
  }

  private WsLogs startUnknownAfter(Duration time) {
    return WsLogs.start(
        new WsLogsConfig(
            RedisConfig.of(URI.create(server.uri())),
            "127.0.0.1",
            0,
            Set.of(ORIGIN),
            LOG_VIEWERS + 10,
            LOG_VIEWERS,
            time,
            Duration.ofSeconds(30)));
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    wsLogs.close();
    redis.close();
    server.close();
  }

  @Test
  void aLateViewerGetsEverythingAndThenTheEnd() throws Exception {
    log.append(deployment, chunk(1, 1, 30));
    log.append(deployment, chunk(1, 31, 40));
    log.append(deployment, new LogEnd("ready"));

    try (LogClient client = connect("0.0")) {
      assertThat(client.all()).isEqualTo(expected(1, 1, 40, "ready"));
      assertThat(client.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void aThousandLinesArriveOnceAndInOrderWhileTheyAreWritten() throws Exception {
    try (LogClient early = connect("0.0")) {
      List<LogClient> late = new ArrayList<>();
      for (int line = 1; line <= 1000; line++) {
        log.append(deployment, chunk(1, line, line));
        if (line % 200 == 0) {
          late.add(connect("0.0"));
        }
      }
      log.append(deployment, new LogEnd("failed"));

      assertThat(early.all()).isEqualTo(expected(1, 1, 1000, "failed"));
      for (LogClient client : late) {
        assertThat(client.all()).isEqualTo(expected(1, 1, 1000, "failed"));
        client.close();
      }
    }
  }

  @Test
  void whoComesBackGoesOnInTheMiddleOfAChunk() throws Exception {
    log.append(deployment, chunk(1, 1, 100));
    try (LogClient client = connect("1.57")) {
      assertThat(client.lines(43)).isEqualTo(expected(1, 58, 100));
      log.append(deployment, chunk(1, 101, 101));
      assertThat(client.lines(1)).containsExactly("1.101");
    }
    try (LogClient client = connect("1.101")) {
      log.append(deployment, new LogEnd("ready"));
      assertThat(client.all()).containsExactly("ready");
    }
  }

  @Test
  void manyViewersOfOneLogAllGetEverything() throws Exception {
    List<LogClient> clients = new ArrayList<>();
    for (int i = 0; i < LOG_VIEWERS; i++) {
      clients.add(connect("0.0"));
    }
    for (int line = 1; line <= 300; line++) {
      log.append(deployment, chunk(1, line, line));
    }
    log.append(deployment, new LogEnd("ready"));

    for (LogClient client : clients) {
      assertThat(client.all()).isEqualTo(expected(1, 1, 300, "ready"));
      client.close();
    }
  }

  @Test
  void aFullLogTakesNoMoreViewers() throws Exception {
    List<LogClient> clients = new ArrayList<>();
    log.append(deployment, chunk(1, 1, 1));
    for (int i = 0; i < LOG_VIEWERS; i++) {
      clients.add(connect("0.0"));
      assertThat(clients.getLast().lines(1)).containsExactly("1.1");
    }
    try (LogClient client = connect("0.0")) {
      assertThat(client.closeCode()).isEqualTo(1013);
    }
    clients.forEach(LogClient::close);
  }

  @Test
  void aSlowViewerHoldsNobodyUpAndLosesNothing() throws Exception {
    int chunks = 3000;
    try (LogClient slow = LogClient.connectSlow(http, uri("0.0", tickets.issue(deployment)));
        LogClient fast = connect("0.0")) {
      for (int i = 0; i < chunks; i++) {
        log.append(deployment, chunk(1, i * 20 + 1, i * 20 + 20));
      }
      log.append(deployment, new LogEnd("ready"));
      assertThat(fast.all()).isEqualTo(expected(1, 1, chunks * 20, "ready"));

      slow.takeAll();
      assertThat(slow.all()).isEqualTo(expected(1, 1, chunks * 20, "ready"));
      assertThat(slow.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void repeatsAreDroppedAndAGreaterAttemptReplaces() throws Exception {
    try (LogClient client = connect("0.0")) {
      log.append(deployment, chunk(1, 1, 5));
      log.append(deployment, chunk(1, 1, 5));
      log.append(deployment, chunk(1, 4, 8));
      log.append(deployment, chunk(2, 1, 2));
      log.append(deployment, chunk(1, 9, 9));
      log.append(deployment, chunk(2, 1, 3));
      log.append(deployment, new LogEnd("ready"));

      List<String> expected = new ArrayList<>(expected(1, 1, 8));
      expected.addAll(expected(2, 1, 3, "ready"));
      assertThat(client.all()).isEqualTo(expected);
    }
  }

  @Test
  void aGapThatIsFilledLaterIsNotSeen() throws Exception {
    try (LogClient client = connect("0.0")) {
      log.append(deployment, chunk(1, 1, 5));
      log.append(deployment, chunk(1, 8, 9));
      log.append(deployment, chunk(1, 5, 9));
      log.append(deployment, new LogEnd("ready"));

      assertThat(client.all()).isEqualTo(expected(1, 1, 9, "ready"));
    }
  }

  @Test
  void aLogWithLinesMissingIsLeftToTheApi() throws Exception {
    log.append(deployment, chunk(1, 1, 5));
    log.append(deployment, chunk(1, 8, 9));
    log.append(deployment, new LogEnd("ready"));

    try (LogClient client = connect("0.0")) {
      assertThat(client.lines(5)).isEqualTo(expected(1, 1, 5));
      assertThat(client.closeCode()).isEqualTo(4404);
    }
  }

  @Test
  void anUnknownLogIsLeftToTheApi() throws Exception {
    wsLogs.close();
    wsLogs = startUnknownAfter(Duration.ofMillis(500));
    try (LogClient client = connect("0.0")) {
      assertThat(client.closeCode()).isEqualTo(4404);
    }
  }

  @Test
  void aTicketIsGoodForOneConnectionToItsOwnLog() throws Exception {
    log.append(deployment, chunk(1, 1, 1));
    String ticket = tickets.issue(deployment);
    try (LogClient first = LogClient.connect(http, uri("0.0", ticket));
        LogClient second = LogClient.connect(http, uri("0.0", tickets.issue(other())));
        LogClient third = LogClient.connect(http, uri("0.0", ""))) {
      assertThat(first.lines(1)).containsExactly("1.1");
      assertThat(second.closeCode()).isEqualTo(4401);
      assertThat(third.closeCode()).isEqualTo(4401);
      try (LogClient again = LogClient.connect(http, uri("0.0", ticket))) {
        assertThat(again.closeCode()).isEqualTo(4401);
      }
    }
  }

  @Test
  void onlyPagesOfAnAllowedOriginMayConnect() throws Exception {
    log.append(deployment, chunk(1, 1, 1));
    String ticket = tickets.issue(deployment);
    try (LogClient stranger = LogClient.connect(http, uri("0.0", ticket), "https://evil.example")) {
      assertThat(stranger.closeCode()).isEqualTo(4403);
    }
    try (LogClient dashboard = LogClient.connect(http, uri("0.0", ticket), ORIGIN)) {
      assertThat(dashboard.lines(1)).containsExactly("1.1");
    }
  }

  @Test
  void aBadCursorIsRefused() throws Exception {
    try (LogClient client = connect("one")) {
      assertThat(client.closeCode()).isEqualTo(4400);
    }
  }

  @Test
  void aViewerWhoTalksIsSentAway() throws Exception {
    log.append(deployment, chunk(1, 1, 1));
    try (LogClient client = connect("0.0")) {
      assertThat(client.lines(1)).containsExactly("1.1");
      client.say("hello");
      assertThat(client.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aViewerStaysWhileRedisRestarts() throws Exception {
    try (LogClient client = connect("0.0")) {
      log.append(deployment, chunk(1, 1, 10));
      assertThat(client.lines(10)).isEqualTo(expected(1, 1, 10));

      int port = server.port();
      server.close();
      assertThat(appended(chunk(1, 11, 20))).isFalse();
      server = redis(port);
      retry(chunk(1, 11, 20));
      retry(chunk(1, 21, 30));
      retry(new LogEnd("ready"));

      assertThat(client.all()).isEqualTo(expected(1, 11, 30, "ready"));
      assertThat(client.closeCode()).isEqualTo(1000);
    }
  }

  @Test
  void stoppingTheServerSendsViewersAway() throws Exception {
    log.append(deployment, chunk(1, 1, 1));
    try (LogClient client = connect("0.0")) {
      assertThat(client.lines(1)).containsExactly("1.1");
      wsLogs.close();
      assertThat(client.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void plainHttpIsToldToUpgrade() throws Exception {
    HttpResponse<String> response = get("/v1/deployments/%s/log".formatted(deployment));
    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("over WebSocket");

    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(wsLogs.port(), path));
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private LogClient connect(String after) throws IOException {
    return LogClient.connect(http, uri(after, tickets.issue(deployment)));
  }

  private URI uri(String after, String ticket) {
    return URI.create(
        "ws://127.0.0.1:%d/v1/deployments/%s/log?ticket=%s&after=%s"
            .formatted(wsLogs.port(), deployment, ticket, after));
  }

  private static DeploymentId other() {
    return DeploymentId.random(new Random());
  }

  private boolean appended(LogMessage message) {
    try {
      log.append(deployment, message);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** As the api does: again until it succeeds, so that a message may be there twice. */
  private void retry(LogMessage message) {
    for (int attempt = 0; attempt < 1000; attempt++) {
      if (appended(message)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("Redis has not come back");
  }

  private EmbeddedRedis redis(int port) throws IOException {
    return EmbeddedRedis.start(
        new EmbeddedRedisConfig(directory, Binaries.defaultFolder(), port, "correct-horse"));
  }

  private static List<String> expected(int attempt, int first, int last, String... end) {
    return Stream.concat(
            IntStream.rangeClosed(first, last).mapToObj(line -> attempt + "." + line),
            Stream.of(end))
        .toList();
  }
}
