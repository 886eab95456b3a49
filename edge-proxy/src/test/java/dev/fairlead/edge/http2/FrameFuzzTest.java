package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Connections of frames that have been bent: flags, lengths, streams, payloads, order, and where
 * reads end. Whatever comes, no exception escapes, what is written are whole frames, and nothing is
 * leaked. {@code -Dfairlead.fuzz.connections=N} says how many, {@code -Dfairlead.fuzz.seed=S} where
 * to begin.
 */
class FrameFuzzTest {
  private static final int CONNECTIONS = Integer.getInteger("fairlead.fuzz.connections", 3_000);
  private static final long SEED = Long.getLong("fairlead.fuzz.seed", 9113);
  private static final String[] PATHS = {
    "/bytes/0",
    "/bytes/100",
    "/bytes/40000",
    "/pulled/50000",
    "/broken/9000",
    "/none",
    "/page",
    "/later"
  };

  private final AnswersForTests answers = new AnswersForTests();

  /** Without caches, so that its count of buffers in use is exact. */
  private final PooledByteBufAllocator allocator =
      new PooledByteBufAllocator(true, 1, 1, 8192, 3, 0, 0, false);

  @Test
  void survivesWhateverComes() {
    Http2Server server =
        new Http2Server(
            Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT),
            answers,
            InstantSource.system());
    for (int i = 0; i < CONNECTIONS; i++) {
      long seed = SEED + i;
      try {
        connection(server, new Random(seed));
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("-Dfairlead.fuzz.seed=" + seed, failure);
      }
    }
    assertThat(answers.asked.get()).as("requests that got through").isGreaterThan(5 * CONNECTIONS);
  }

  private void connection(Http2Server server, Random random) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(server.newConnection(host -> true));
    byte[] bytes = bytes(random);
    for (int at = 0; at < bytes.length; ) {
      int length =
          Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000));
      ByteBuf read = allocator.directBuffer(length).writeBytes(bytes, at, length);
      at += length;
      if (channel.isOpen()) {
        channel.writeInbound(read);
        channel.runPendingTasks();
      } else {
        read.release();
      }
      if (random.nextInt(8) == 0) {
        giveHeld(channel);
      }
    }
    giveHeld(channel);
    channel.close();
    channel.runPendingTasks();
    giveHeld(channel);
    assertWholeFrames(channel);
    channel.checkException();
    assertThat(answers.unreleased()).isZero();
    assertThat(answers.openContents).hasValue(0);
    assertThat(buffersInUse()).isZero();
    answers.forget();
  }

  private long buffersInUse() {
    return Stream.concat(
            allocator.metric().directArenas().stream(), allocator.metric().heapArenas().stream())
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }

  private void giveHeld(EmbeddedChannel channel) {
    for (Runnable held = answers.held.poll(); held != null; held = answers.held.poll()) {
      held.run();
    }
    channel.runPendingTasks();
  }

  private static void assertWholeFrames(EmbeddedChannel channel) {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      byte[] bytes = new byte[out.readableBytes()];
      out.readBytes(bytes).release();
      written.writeBytes(bytes);
    }
    byte[] all = written.toByteArray();
    int at = 0;
    while (at < all.length) {
      int length = (all[at] & 0xff) << 16 | (all[at + 1] & 0xff) << 8 | all[at + 2] & 0xff;
      assertThat(length).isLessThanOrEqualTo(FrameType.MAX_PAYLOAD);
      assertThat(all[at + 3]).isBetween((byte) 0, (byte) 9);
      at += FrameType.HEAD_LENGTH + length;
    }
    assertThat(at).isEqualTo(all.length);
  }

  private static byte[] bytes(Random random) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII));
    frames.add(FrameClient.frame(FrameType.SETTINGS, 0, 0));
    int wildness = random.nextInt(3);
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      int stream = 2 * i + 1;
      frames.add(random.nextInt(20) < wildness ? wild(random, stream) : tame(random, stream));
    }
    for (int bends = random.nextInt(1 + wildness); bends > 0; bends--) {
      bend(frames, random);
    }
    return join(frames);
  }

  /** What an honest client may send. */
  private static byte[] tame(Random random, int stream) {
    byte[] request =
        FrameClient.request(
            random.nextInt(9) == 0 ? "HEAD" : "GET",
            PATHS[random.nextInt(PATHS.length)],
            "x",
            "y".repeat(random.nextInt(50)),
            "sec-fetch-mode",
            "navigate");
    byte[] get = FrameClient.frame(FrameType.HEADERS, 5, stream, request);
    return switch (random.nextInt(10)) {
      case 0 ->
          join(
              List.of(
                  FrameClient.frame(FrameType.HEADERS, FrameType.END_HEADERS, stream, request),
                  FrameClient.frame(FrameType.DATA, 0, stream, random(random, 20_000)),
                  FrameClient.frame(FrameType.DATA, 1, stream, random(random, 300))));
      case 1 -> join(List.of(get, FrameClient.frame(3, 0, stream, FrameClient.bytes(8))));
      case 2 ->
          join(
              List.of(
                  get,
                  FrameClient.frame(
                      8,
                      0,
                      random.nextBoolean() ? 0 : stream,
                      FrameClient.bytes(1 + random.nextInt(100_000)))));
      case 3 ->
          FrameClient.frame(
              FrameType.SETTINGS,
              0,
              0,
              new byte[] {0, 4, 0, (byte) random.nextInt(3), (byte) random.nextInt(), 0});
      case 4 -> FrameClient.frame(FrameType.PING, random.nextInt(2), 0, new byte[8]);
      case 5 ->
          join(
              List.of(
                  FrameClient.frame(FrameType.HEADERS, 1, stream, Arrays.copyOf(request, 9)),
                  FrameClient.frame(
                      FrameType.CONTINUATION,
                      4,
                      stream,
                      Arrays.copyOfRange(request, 9, request.length))));
      default -> get;
    };
  }

  /** What none would. */
  private static byte[] wild(Random random, int stream) {
    int older = Math.max(1, stream - 2 * random.nextInt(4));
    return switch (random.nextInt(4)) {
      case 0 -> FrameClient.frame(FrameType.DATA, random.nextInt(16), older, random(random, 600));
      case 1 ->
          FrameClient.frame(FrameType.HEADERS, random.nextInt(64), stream, random(random, 200));
      case 2 ->
          FrameClient.frame(random.nextInt(12), random.nextInt(256), older, random(random, 30));
      default -> random(random, 60);
    };
  }

  private static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    parts.forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static void bend(List<byte[]> frames, Random random) {
    byte[] frame = frames.get(random.nextInt(frames.size()));
    if (frame.length > 0) {
      frame[random.nextInt(Math.min(frame.length, 60))] = (byte) random.nextInt(256);
    }
    if (random.nextInt(3) == 0) {
      frames.add(random.nextInt(frames.size()), random(random, 50));
    }
  }

  private static byte[] random(Random random, int most) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
