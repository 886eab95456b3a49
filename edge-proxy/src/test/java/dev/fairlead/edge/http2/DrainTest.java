package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http2.FrameClient.Frame;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a connection that the server wants to end, without a lost request. */
class DrainTest {
  private final Http2Fixture server =
      new Http2Fixture(Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void saysTheEndIsNearThenWhereItIs() throws Exception {
    // No time that passes may stand for the answer to the PING.
    Duration never = Duration.ofMinutes(5);
    Http2Limits.Timeouts timeouts = new Http2Limits.Timeouts(never, never, never, never);
    try (Http2Fixture waiting = new Http2Fixture(Http2Limits.DEFAULT.withTimeouts(timeouts));
        FrameClient client = FrameClient.open(waiting.port())) {
      client.get(1, "/later").settle();
      waiting.onLast(Http2Connection::drain);
      Frame first = goAway(client);
      assertThat(first.intAt(0)).isEqualTo(Integer.MAX_VALUE);
      assertThat(first.intAt(4)).isZero();
      // Sent before the GOAWAY was seen: it is answered.
      client.get(3, "/bytes/3");
      Frame ping = next(client, FrameType.PING);
      assertThat(client.outcome()).isEqualTo("200");
      client.send(FrameType.PING, FrameType.ACK, 0, ping.payload());
      Frame second = goAway(client);
      assertThat(second.intAt(0)).isEqualTo(3);
      // Sent after the second: nobody looks at it.
      client.get(5, "/bytes/3").get(7, "/bytes/3");
      waiting.answers.held.remove().run();
      assertThat(client.outcome()).isEqualTo("200");
      assertThat(client.outcome()).isEqualTo("closed");
      assertThat(waiting.answers.asked).hasValue(2);
    }
  }

  @Test
  void aRequestWithABodyThatIsOnItsWayHarmsNobody() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      drainWhileAnAnswerIsOwed(client);
      client.send(
          FrameType.HEADERS, FrameType.END_HEADERS, 3, FrameClient.request("POST", "/collect"));
      // More than the window of the connection, so that it must be opened again (§6.9).
      for (int sent = 0; sent < 50_000; sent += 10_000) {
        client.send(FrameType.DATA, 0, 3, new byte[10_000]);
      }
      client.await(FrameType.WINDOW_UPDATE);
      client.send(FrameType.DATA, FrameType.END_STREAM, 3, new byte[100]);
      client.settle();
      server.answers.held.remove().run();
      assertThat(client.response(1).body()).hasSize(5);
      assertThat(client.outcome()).isEqualTo("closed");
      assertThat(server.answers.asked).hasValue(1);
    }
  }

  @Test
  void neverNamesALaterStreamThanBefore() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      drainWhileAnAnswerIsOwed(client);

      client.get(3, "/none").send(FrameType.PING, 0, 0, new byte[3]);

      assertThat(goAway(client).intAt(0)).isEqualTo(1);
      server.answers.held.remove().run();
    }
  }

  @Test
  void waitsForTheRoundTripNoLongerThanItMust() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.settle();
      server.onLast(Http2Connection::drain);
      assertThat(goAway(client).intAt(0)).isEqualTo(Integer.MAX_VALUE);
      assertThat(goAway(client).intAt(0)).isZero();
      assertThat(client.outcome()).isEqualTo("closed");
    }
  }

  @Test
  void finishesALongBody() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.get(1, "/bytes/200000").settle();
      server.onLast(Http2Connection::drain);
      assertThat(goAway(client).intAt(0)).isEqualTo(Integer.MAX_VALUE);
      assertThat(goAway(client).intAt(0)).isEqualTo(1);
      client.windowUpdate(1, 200_000).windowUpdate(0, 200_000);
      Frame data = next(client, FrameType.DATA);
      while (!data.has(FrameType.END_STREAM)) {
        data = next(client, FrameType.DATA);
      }
      assertThat(client.outcome()).isEqualTo("closed");
    }
  }

  /** As far as the second GOAWAY, which names stream 1. */
  private void drainWhileAnAnswerIsOwed(FrameClient client) throws Exception {
    client.get(1, "/later").settle();
    server.onLast(Http2Connection::drain);
    Frame ping = next(client, FrameType.PING);
    client.send(FrameType.PING, FrameType.ACK, 0, ping.payload());
    assertThat(goAway(client).intAt(0)).isEqualTo(1);
  }

  private static Frame goAway(FrameClient client) throws Exception {
    return next(client, FrameType.GOAWAY);
  }

  private static Frame next(FrameClient client, int type) throws Exception {
    Frame frame = client.next();
    while (frame != null && frame.type() != type) {
      frame = client.next();
    }
    assertThat(frame).as("a frame of type " + type).isNotNull();
    return java.util.Objects.requireNonNull(frame);
  }
}
