package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.edge.http2.FrameClient.Frame;
import dev.fairlead.edge.http2.FrameClient.Response;
import dev.fairlead.edge.http2.Http2Limits.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that are refused before they have ended, by clients that take no answer. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RefusedBodiesTest {
  private static final int WINDOW = 4;
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofMinutes(5);
  private static final byte[] PIECE = new byte[10_000];

  private Http2Fixture server =
      new Http2Fixture(Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBodyThatDoesNotComeIsRefusedOnceAndItsStreamEnds() throws Exception {
    timeouts(SOON, SOON.multipliedBy(4));
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      client.send(FrameType.HEADERS, FrameType.END_HEADERS, 1, FrameClient.request("POST", "/"));
      assertThat(client.outcome()).isEqualTo("413");
      assertThat(client.outcome()).isEqualTo("RST_STREAM CANCEL");
    }
    assertThat(server.answers.refused).hasValue(1);
  }

  @Test
  void aMisdirectedRequestWhoseBodyDoesNotComeIsRefusedOnce() throws Exception {
    timeouts(SOON, SOON.multipliedBy(4));
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      HpackEncoder elsewhere =
          new HpackEncoder()
              .field(":method", "POST")
              .field(":scheme", "https")
              .field(":authority", "elsewhere.example")
              .field(":path", "/");
      client.send(FrameType.HEADERS, FrameType.END_HEADERS, 1, elsewhere.toBytes());
      assertThat(client.outcome()).isEqualTo("421");
      assertThat(client.outcome()).isEqualTo("RST_STREAM CANCEL");
    }
    assertThat(server.answers.refused).hasValue(1);
  }

  @Test
  void whatComesAfterwardsIsThrownAwayUntilTheAnswerIsTaken() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      client.send(FrameType.HEADERS, FrameType.END_HEADERS, 1, announcing(60_000));
      for (int i = 0; i < 5; i++) {
        client.send(FrameType.DATA, 0, 1, PIECE);
      }
      assertThat(outcomesUntilPing(client)).containsExactly("413");
      client.windowUpdate(1, 10_000);
      Frame last = client.await(FrameType.DATA);
      assertThat(last.has(FrameType.END_STREAM)).isTrue();
      assertThat(client.outcome()).isEqualTo("RST_STREAM NO_ERROR");
      client.settings(WINDOW, 10_000).send(FrameType.DATA, FrameType.END_STREAM, 1, PIECE);
      assertThat(client.get(3, "/bytes/3").response(3).status()).isEqualTo(200);
    }
    assertThat(server.answers.refused).hasValue(1);
  }

  @Test
  void theEndOfTheBodyIsTheEndOfTheRequestOnly() throws Exception {
    for (boolean byTrailers : List.of(false, true)) {
      try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
        client.send(FrameType.HEADERS, FrameType.END_HEADERS, 1, announcing(20_000));
        client.send(FrameType.DATA, 0, 1, PIECE);
        if (byTrailers) {
          int end = FrameType.END_STREAM | FrameType.END_HEADERS;
          client.send(FrameType.HEADERS, end, 1, FrameClient.fields("x-end", "1"));
        } else {
          client.send(FrameType.DATA, FrameType.END_STREAM, 1, PIECE);
        }
        assertThat(outcomesUntilPing(client)).containsExactly("413");
        client.windowUpdate(1, 10_000);
        assertThat(client.await(FrameType.DATA).has(FrameType.END_STREAM)).isTrue();
        Response next = client.settings(WINDOW, 100).get(3, "/bytes/3").response(3);
        assertThat(next.status()).isEqualTo(200);
      }
    }
    assertThat(server.answers.refused).hasValue(2);
  }

  @Test
  void noMoreComesThanTheWindowOfTheStream() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      client.send(FrameType.HEADERS, FrameType.END_HEADERS, 1, announcing(1_000_000));
      assertThat(client.outcome()).isEqualTo("413");
      for (int i = 0; i < 7; i++) {
        client.send(FrameType.DATA, 0, 1, PIECE);
      }
      assertThat(client.outcome()).isEqualTo("RST_STREAM FLOW_CONTROL_ERROR");
    }
  }

  private static byte[] announcing(int length) {
    return FrameClient.request("POST", "/", "content-length", Integer.toString(length));
  }

  private static List<String> outcomesUntilPing(FrameClient client) throws Exception {
    client.send(FrameType.PING, 0, 0, new byte[8]);
    List<String> outcomes = new ArrayList<>();
    String outcome = client.outcome();
    while (!outcome.equals("PING") && !outcome.equals("closed")) {
      outcomes.add(outcome);
      outcome = client.outcome();
    }
    return outcomes;
  }

  private void timeouts(Duration head, Duration stall) {
    server.close();
    server =
        new Http2Fixture(
            Http2Limits.DEFAULT.withTimeouts(
                new Timeouts(head, stall, NEVER, Duration.ofSeconds(1))));
  }
}
