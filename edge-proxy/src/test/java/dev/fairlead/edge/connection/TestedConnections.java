package dev.fairlead.edge.connection;

import static java.util.stream.Collectors.joining;

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
   * What one client does.
   *
   * @param reads where the bytes of each read end
   * @param slowAnswers whether answers wait for the next read
   * @param secure whether it speaks TLS to somebody before the edge
   */
  record Client(byte[] bytes, int[] reads, boolean slowAnswers, boolean secure) {}

  /** A connection of a client. */
  private final class Connected {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Client client;
    private final Site site;
    private final Http1Connection connection;
    private int next;
    private int read;
    private int fast;

    Connected(Client client, EdgeLoop loop) {
      this.client = client;
      this.site = new Site(client.slowAnswers);
      channel.config().setAllocator(allocator);
      Http1Connection.Security security = new Http1Connection.Security(client.secure, false, null);
      this.connection = new Http1Connection(site, loop, CONFIG, security);
      channel.pipeline().addLast("decoder-of-edge", connection.decoder()).addLast(connection);
    }

    void readUnusual() {
      read(UNUSUAL, 0, UNUSUAL.length);
      site.requests.clear();
      var unused = channel.releaseOutbound();
    }

    void readNext() {
      if (next < client.reads.length) {
        int to = client.reads[next++];
        read(client.bytes, read, to);
        read = to;
        fast = channel.pipeline().get("strict-lines") != null ? fast : site.requests.size();
      }
    }

    Outcome end() {
      byte[] answered = written(channel);
      boolean closed = !channel.isOpen();
      var unused = channel.finishAndReleaseAll();
      return new Outcome(site.requests, fast, answered, closed);
    }

    private void read(byte[] bytes, int from, int to) {
      if (to > from && channel.isOpen()) {
        ByteBuf arrived = allocator.directBuffer(to - from).writeBytes(bytes, from, to - from);
        var unused = channel.writeInbound(arrived);
      }
      while (!site.waiting.isEmpty()) {
        site.answerWaiting();
      }
      channel.runPendingTasks();
    }
  }

  /** As {@link #run(List, boolean)}, of one client without TLS. */
  Outcome run(byte[] bytes, int[] reads, boolean slowAnswers, boolean strict) {
    return run(List.of(new Client(bytes, reads, slowAnswers, false)), strict).getFirst();
  }

  /**
   * Sends the bytes of all clients on one event loop, a read of each in turn, and closes.
   *
   * @param strict whether the strict decoder reads all of them
   */
  List<Outcome> run(List<Client> clients, boolean strict) {
    EmbeddedChannel first = new EmbeddedChannel();
    EdgeLoop loop = new EdgeLoop(first.eventLoop(), CLOCK, Duration.ofHours(1));
    List<Connected> all = clients.stream().map(client -> new Connected(client, loop)).toList();
    if (strict) {
      all.forEach(Connected::readUnusual);
    }
    int most = clients.stream().mapToInt(client -> client.reads.length).max().orElse(0);
    for (int i = 0; i < most; i++) {
      all.forEach(Connected::readNext);
    }
    List<Outcome> outcomes = all.stream().map(Connected::end).toList();
    var unused = first.finishAndReleaseAll();
    if (buffersInUse() > 0) {
      String sent = clients.stream().map(client -> text(client.bytes)).collect(joining("\n"));
      throw new AssertionError("buffers are leaked after " + sent);
    }
    return outcomes;
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
