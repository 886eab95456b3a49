package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Connections without a socket: bytes in, requests and bytes out. */
final class TestedConnections implements AutoCloseable, ResourceLeakDetector.LeakListener {
  private static final ConnectionConfig CONFIG = ConnectionConfig.DEFAULT;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final Answer ANSWER = PlatformAnswers.refused(200, "Here it is.", false);

  /** No ordinary request, so that all that follow are read by the strict decoder. */
  private static final byte[] UNUSUAL =
      "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Without caches, so that its count of buffers in use is exact. */
  private final PooledByteBufAllocator allocator =
      new PooledByteBufAllocator(true, 1, 1, 8192, 3, 0, 0, false);

  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

  /**
   * What a connection did.
   *
   * @param requests that were let through
   * @param fast how many of them before the strict decoder took over
   * @param answered bytes of all answers
   */
  record Outcome(List<Request> requests, int fast, byte[] answered, boolean closed) {
    boolean isSameAs(Outcome other) {
      if (requests.size() != other.requests.size()
          || closed != other.closed
          || !Arrays.equals(answered, other.answered)) {
        return false;
      }
      for (int i = 0; i < requests.size(); i++) {
        if (!isSame(requests.get(i), other.requests.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** Requests that were answered, and the one that was refused. */
    int answers() {
      return requests.size() + (isRefused() ? 1 : 0);
    }

    String end() {
      if (!closed) {
        return "open";
      }
      return isRefused() ? "refused " + lastHead().substring(9, 12) : "closed";
    }

    private boolean isRefused() {
      return closed && !lastHead().startsWith("HTTP/1.1 200");
    }

    private String lastHead() {
      String all = new String(answered, StandardCharsets.ISO_8859_1);
      return all.substring(Math.max(0, all.lastIndexOf("HTTP/1.1 ")));
    }

    private static boolean isSame(Request one, Request other) {
      return one.method().equals(other.method())
          && one.target().equals(other.target())
          && one.authority().equals(other.authority())
          && (one.host() == null ? other.host() == null : one.host().equals(other.host()))
          && one.headers().equals(other.headers());
    }

    @Override
    public String toString() {
      return "%s%n%s%n%s".formatted(end(), requests, text(answered));
    }
  }

  /** Answers at once, or when it is told to. */
  private static final class Site implements Answering {
    final List<Request> requests = new ArrayList<>();
    private final Queue<AnswerSink> waiting = new ArrayDeque<>();
    private final boolean slow;

    Site(boolean slow) {
      this.slow = slow;
    }

    @Override
    public void answer(Request request, AnswerSink sink) {
      requests.add(request);
      waiting.add(sink);
      if (!slow) {
        answerWaiting();
      }
    }

    void answerWaiting() {
      for (AnswerSink sink = waiting.poll(); sink != null; sink = waiting.poll()) {
        sink.answer(ANSWER, ANSWER.literalBody());
      }
    }
  }

  TestedConnections() {
    ByteBufUtil.setLeakListener(this);
  }

  /**
   * Sends bytes and closes.
   *
   * @param reads where the bytes of each read end
   * @param slowAnswers whether answers wait for the next read
   * @param strict whether the strict decoder reads all of them
   */
  Outcome run(byte[] bytes, int[] reads, boolean slowAnswers, boolean strict) {
    Site site = new Site(slowAnswers);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator);
    EdgeLoop loop = new EdgeLoop(channel.eventLoop(), CLOCK, Duration.ofHours(1));
    Http1Connection connection =
        new Http1Connection(site, loop, CONFIG, new Http1Connection.Security(false, false, null));
    channel.pipeline().addLast("decoder-of-edge", connection.decoder()).addLast(connection);
    if (strict) {
      read(channel, site, UNUSUAL, 0, UNUSUAL.length);
      site.requests.clear();
      discard(channel);
    }
    int fast = 0;
    int from = 0;
    for (int to : reads) {
      read(channel, site, bytes, from, to);
      from = to;
      fast = connection.decoder().isPassing() ? fast : site.requests.size();
    }
    byte[] answered = written(channel);
    boolean closed = !channel.isOpen();
    var unused = channel.finishAndReleaseAll();
    if (buffersInUse() > 0) {
      throw new AssertionError("buffers are leaked after " + text(bytes));
    }
    return new Outcome(site.requests, fast, answered, closed);
  }

  /** What the leak detector has reported so far. */
  List<String> leaks() {
    return List.copyOf(leaks);
  }

  @Override
  public void onLeak(String resourceType, String records) {
    leaks.add("leaked: " + resourceType + records);
  }

  @Override
  public void close() {
    ByteBufUtil.setLeakListener(null);
  }

  /** Bytes as a person can read them. */
  static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      if (b == '\r') {
        text.append("\\r");
      } else if (b == '\n') {
        text.append("\\n\n");
      } else if (b >= 0x20 && b < 0x7f) {
        text.append((char) b);
      } else {
        text.append("\\x%02x".formatted(b));
      }
    }
    return text.toString();
  }

  private void read(EmbeddedChannel channel, Site site, byte[] bytes, int from, int to) {
    if (to > from && channel.isOpen()) {
      var unused =
          channel.writeInbound(
              allocator.directBuffer(to - from).writeBytes(bytes, from, to - from));
    }
    while (!site.waiting.isEmpty()) {
      site.answerWaiting();
    }
    channel.runPendingTasks();
  }

  private static void discard(EmbeddedChannel channel) {
    var unused = channel.releaseOutbound();
  }

  private static byte[] written(EmbeddedChannel channel) {
    byte[] all = {};
    for (@Nullable ByteBuf out = channel.readOutbound();
        out != null;
        out = channel.readOutbound()) {
      int length = all.length;
      all = Arrays.copyOf(all, length + out.readableBytes());
      out.readBytes(all, length, all.length - length).release();
    }
    return all;
  }

  private long buffersInUse() {
    return Stream.concat(
            allocator.metric().directArenas().stream(), allocator.metric().heapArenas().stream())
        .mapToLong(PoolArenaMetric::numActiveAllocations)
        .sum();
  }
}
