package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fairlead.testing.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that the server ends while the client is still sending. */
class LastWordsTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration NEVER = Duration.ofMinutes(5);

  private final Http2Fixture server =
      new Http2Fixture(
          Http2Limits.DEFAULT.withTimeouts(
              new Http2Limits.Timeouts(NEVER, SOON, NEVER, Duration.ofSeconds(1))));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void areNotCutOffByWhatTheClientIsSending() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.settle().windowUpdate(0, 0);
      // Read up to the end of what the server sends: from then on a socket that is closed resets.
      assertThat(client.goAway()).startsWith("PROTOCOL_ERROR: WINDOW_UPDATE: 0");
      assertThatCode(() -> client.raw(new byte[1 << 10]).raw(new byte[1 << 10]))
          .doesNotThrowAnyException();
    }
    closed();
  }

  @Test
  void areNotWaitedForWhereTheClientTakesNothing() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), 4, 1 << 30)) {
      client.windowUpdate(0, 1 << 30);
      client.get(1, "/bytes/4000000").get(3, "/bytes/4000000").windowUpdate(0, 0);
      closed();
    }
    assertThat(server.answers.unreleased()).isZero();
  }

  private void closed() throws Exception {
    Eventually.becomesTrue(
        "the connection is closed",
        () ->
            !server.channels.isEmpty()
                && server.channels.stream().noneMatch(channel -> channel.isOpen()));
  }
}
