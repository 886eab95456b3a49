package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testing.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long the server waits for a client, and for which kinds of nothing. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PatienceTest {
  private static final int WINDOW = 4;
  private static final Duration SOON = Duration.ofMillis(200);

  /** Where the client must do something before: on a busy machine it may not run for a while. */
  private static final Duration IN_A_WHILE = Duration.ofSeconds(1);

  private static final Duration NEVER = Duration.ofMinutes(5);

  private Http2Fixture server = new Http2Fixture(Http2Limits.DEFAULT);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClientThatSaysNothingIsSentAway() throws Exception {
    timeouts(SOON, NEVER, NEVER);
    try (FrameClient client = FrameClient.silent(server.port())) {
      assertThat(client.goAway()).startsWith("ENHANCE_YOUR_CALM: a frame or a header block");
    }
  }

  @Test
  void aClientThatSaysHalfAPrefaceIsSentAway() throws Exception {
    timeouts(SOON, NEVER, NEVER);
    try (FrameClient client = FrameClient.silent(server.port())) {
      client.raw("PRI * HTTP/2.0\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.goAway()).startsWith("ENHANCE_YOUR_CALM");
    }
  }

  @Test
  void aFrameThatDoesNotEndIsNotWaitedFor() throws Exception {
    timeouts(IN_A_WHILE, NEVER, NEVER);
    try (FrameClient client = FrameClient.open(server.port())) {
      client.settle().raw(new byte[] {0, 0, 8, 6});
      assertThat(client.goAway()).startsWith("ENHANCE_YOUR_CALM");
    }
  }

  @Test
  void aHeaderBlockThatDoesNotEndIsNotWaitedFor() throws Exception {
    timeouts(SOON, NEVER, NEVER);
    try (FrameClient client = FrameClient.open(server.port())) {
      client.send(FrameType.HEADERS, 0, 1, FrameClient.request("GET", "/"));
      assertThat(client.goAway()).startsWith("ENHANCE_YOUR_CALM");
    }
  }

  @Test
  void aBodyThatDoesNotEndIsRefusedAndTheConnectionGoesOn() throws Exception {
    timeouts(IN_A_WHILE, NEVER, NEVER);
    try (FrameClient client = FrameClient.open(server.port())) {
      client.send(FrameType.HEADERS, 4, 1, FrameClient.request("POST", "/"));
      assertThat(client.outcome()).isEqualTo("413");
      assertThat(client.outcome()).isEqualTo("RST_STREAM NO_ERROR");
      assertThat(client.get(3, "/bytes/3").response(3).status()).isEqualTo(200);
    }
  }

  @Test
  void aQuietConnectionIsClosed() throws Exception {
    timeouts(NEVER, NEVER, IN_A_WHILE);
    try (FrameClient client = FrameClient.open(server.port())) {
      client.get(1, "/bytes/3").response(1);
      assertThat(client.goAway()).isEqualTo("NO_ERROR: idle");
    }
  }

  @Test
  void aConnectionIsNotQuietWhileAnAnswerIsOwed() throws Exception {
    timeouts(NEVER, NEVER, IN_A_WHILE);
    try (FrameClient client = FrameClient.open(server.port())) {
      client.get(1, "/later");
      Eventually.becomesTrue("it is asked", () -> !server.answers.held.isEmpty());
      // Longer than a quiet connection may be.
      try (FrameClient quiet = FrameClient.open(server.port())) {
        assertThat(quiet.goAway()).isEqualTo("NO_ERROR: idle");
      }
      server.answers.held.remove().run();
      assertThat(client.response(1).body()).hasSize(5);
    }
  }

  @Test
  void aStreamWithAClosedWindowIsBrokenOff() throws Exception {
    timeouts(NEVER, SOON, NEVER);
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      client.get(1, "/bytes/3");
      assertThat(client.outcome()).isEqualTo("200");
      assertThat(client.outcome()).isEqualTo("RST_STREAM CANCEL");
      assertThat(client.settings(WINDOW, 100).get(3, "/bytes/3").response(3).body()).hasSize(3);
    }
  }

  @Test
  void aStreamThatIsReadByDropsIsBrokenOff() throws Exception {
    timeouts(NEVER, SOON, NEVER);
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 1)) {
      client.get(1, "/bytes/500");
      String outcome = client.outcome();
      while (outcome.equals("200") || outcome.equals("PING")) {
        client.windowUpdate(1, 1).send(FrameType.PING, 0, 0, new byte[8]);
        outcome = client.outcome();
      }
      assertThat(outcome).isIn("RST_STREAM CANCEL", "GOAWAY ENHANCE_YOUR_CALM");
    }
  }

  @Test
  void aConnectionWithAClosedWindowIsClosed() throws Exception {
    timeouts(NEVER, SOON, NEVER);
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 1 << 20)) {
      client.get(1, "/bytes/100000");
      assertThat(client.goAway()).startsWith("ENHANCE_YOUR_CALM: nothing is taken");
    }
  }

  @Test
  void aClientThatReadsNothingOffItsSocketIsClosed() throws Exception {
    timeouts(NEVER, SOON, NEVER);
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 1 << 30)) {
      client.windowUpdate(0, 1 << 30);
      for (int i = 0; i < 10; i++) {
        client.get(2 * i + 1, "/bytes/4000000");
      }
      Eventually.becomesTrue(
          "the connection is closed",
          () ->
              !server.channels.isEmpty()
                  && server.channels.stream().noneMatch(channel -> channel.isActive()));
      // The channel is no longer active before its handlers are told so.
      Eventually.becomesTrue("its bodies are given back", () -> server.answers.unreleased() == 0);
    }
  }

  private void timeouts(Duration head, Duration stall, Duration idle) {
    server.close();
    server =
        new Http2Fixture(
            Http2Limits.DEFAULT.withTimeouts(
                new Http2Limits.Timeouts(head, stall, idle, Duration.ofSeconds(1))));
  }
}
