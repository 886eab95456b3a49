package dev.fairlead.edge.http2;

import static dev.fairlead.edge.http2.FrameClient.bytes;
import static dev.fairlead.edge.http2.FrameClient.frame;
import static dev.fairlead.edge.http2.FrameClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testing.Eventually;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one connection may do, and what happens to it when it does more. */
class LimitsTest {
  private static final int WINDOW = 4;
  private static final int END = FrameType.END_STREAM | FrameType.END_HEADERS;
  private static final Http2Limits LIMITS = Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT);

  private final Http2Fixture server = new Http2Fixture(LIMITS);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pinsTheDefaults() {
    assertThat(Http2Limits.DEFAULT)
        .isEqualTo(
            new Http2Limits(
                128,
                16_384,
                100,
                16,
                16_384,
                new Http2Limits.Rate(200, 20),
                new Http2Limits.Rate(200, 10),
                new Http2Limits.Rate(1_000, 200),
                new Http2Limits.Timeouts(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1))));
    assertThatThrownBy(() -> new Http2Limits.Rate(0, 1))
        .hasMessage("burst: 0 (expected: 1 or more)");
  }

  @Test
  void tellsThemAtTheStart() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      FrameClient.Frame settings = client.await(FrameType.SETTINGS);
      assertThat(settings.payload())
          .containsExactly(
              0, 3, 0, 0, 0, 128, /* list size */ 0, 6, 0, 0, 64, 0, /* RFC 9218 */ 0, 9, 0, 0, 0,
              1);
    }
  }

  @Test
  void refusesOneStreamMoreThanMayBeOpen() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      for (int i = 0; i < 128; i++) {
        client.get(2 * i + 1, "/bytes/10");
        assertThat(client.outcome()).isEqualTo("200");
      }
      assertThat(client.get(257, "/bytes/10").outcome()).isEqualTo("RST_STREAM REFUSED_STREAM");
      client.windowUpdate(1, 10).settle();
      assertThat(client.get(259, "/none").outcome()).isEqualTo("204");
    }
  }

  @Test
  void countsAnswersThatNobodyWaitsForAnyMore() throws Exception {
    Http2Limits four =
        new Http2Limits(
            4,
            16_384,
            100,
            16,
            0,
            LIMITS.resets(),
            LIMITS.controlFrames(),
            LIMITS.windowUpdates(),
            LIMITS.timeouts());
    try (Http2Fixture small = new Http2Fixture(four);
        FrameClient client = FrameClient.open(small.port())) {
      for (int i = 0; i < 8; i++) {
        client.get(2 * i + 1, "/later").reset(2 * i + 1);
      }
      assertThat(client.get(17, "/later").outcome()).isEqualTo("RST_STREAM REFUSED_STREAM");
      assertThat(small.answers.asked).hasValue(8);
    }
  }

  static Stream<Arguments> floods() {
    byte[] get = request("GET", "/bytes/10");
    return Stream.of(
        flood("too many control frames", i -> frame(FrameType.PING, 0, 0, new byte[8])),
        flood("too many control frames", i -> frame(FrameType.SETTINGS, 0, 0)),
        flood("too many control frames", i -> frame(FrameType.SETTINGS, 1, 0)),
        flood("too many control frames", i -> frame(FrameType.PRIORITY, 0, 2 * i + 1, new byte[5])),
        flood("too many control frames", i -> frame(FrameType.GOAWAY, 0, 0, new byte[8])),
        flood("too many control frames", i -> frame(77, 0, 0)),
        flood(
            "too many control frames",
            i -> i == 0 ? frame(1, FrameType.END_HEADERS, 1, get) : frame(0, 0, 1)),
        flood(
            "too many control frames",
            i -> i == 0 ? frame(1, FrameType.END_HEADERS, 1, get) : frame(0, 0, 1, (byte) 1)),
        flood("too many WINDOW_UPDATE frames", i -> frame(8, 0, 0, bytes(1))),
        flood(
            "too many streams broken off",
            i -> join(frame(1, END, 2 * i + 1, get), frame(3, 0, 2 * i + 1, bytes(8)))),
        flood("too many streams broken off", i -> frame(1, END, 2 * i + 1)),
        flood(
            "too many streams broken off",
            i ->
                join(
                    frame(1, FrameType.END_HEADERS, 2 * i + 1, get),
                    frame(8, 0, 2 * i + 1, bytes(Integer.MAX_VALUE)))),
        flood("over 16 CONTINUATION frames", i -> frame(i == 0 ? 1 : 9, 0, 1)),
        flood(
            "a header block of over 32768 bytes",
            i -> frame(i == 0 ? 1 : 9, 0, 1, new byte[16_000])));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("floods")
  void sendsAFloodAway(String reason, IntFunction<byte[]> frames) throws Exception {
    // No answer ends by itself: how many streams are open does not depend on who is faster.
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 0)) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 5_000; i++) {
                        client.raw(frames.apply(i));
                      }
                    } catch (SocketException closed) {
                      // As it should be.
                    } catch (IOException wrong) {
                      throw new java.io.UncheckedIOException(wrong);
                    }
                  });
      assertThat(client.goAway()).isIn("ENHANCE_YOUR_CALM: " + reason, "closed");
      sender.join();
    }
  }

  @Test
  void letsThoseWhoReadMuchWidenTheirWindowsOften() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.get(1, "/bytes/2000000");
      for (int left = 2_000_000; left > 0; ) {
        FrameClient.Frame data = client.await(FrameType.DATA);
        left -= data.payload().length;
        client.windowUpdate(0, data.payload().length);
        if (left > 0) {
          client.windowUpdate(1, data.payload().length);
        }
      }
      assertThat(client.get(3, "/bytes/3").response(3).body()).hasSize(3);
    }
  }

  @Test
  void holdsNoMoreThanAFewBuffersForAClientThatDoesNotRead() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 1 << 30)) {
      // A client is connected before the loop has accepted it.
      client.settle().windowUpdate(0, 1 << 30);
      for (int i = 0; i < 128; i++) {
        client.get(2 * i + 1, "/bytes/4000000");
      }
      long pending =
          Eventually.get("the socket is full", this::bytesThatFindNoRoom, bytes -> bytes > 0);
      assertThat(pending).isLessThanOrEqualTo(512L << 10);
    }
  }

  /** Asked on the loop: a channel is full for a moment whenever a turn is about to be flushed. */
  private long bytesThatFindNoRoom() throws Exception {
    Channel channel = server.channels.element();
    return channel
        .eventLoop()
        .submit(
            () ->
                channel.isWritable()
                    ? 0L
                    : channel.unsafe().outboundBuffer().totalPendingWriteBytes())
        .get();
  }

  private static Arguments flood(String reason, IntFunction<byte[]> frames) {
    return Arguments.of(reason, frames);
  }

  private static byte[] join(byte[] one, byte[] other) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(one);
    joined.writeBytes(other);
    return joined.toByteArray();
  }
}
