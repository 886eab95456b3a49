package dev.fairlead.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.PlatformAnswers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose time it is that passes between the first byte of a head and its last. */
class SlowHeadTest {
  /** Long enough that this thread runs again between an answer and a look at the clock. */
  private static final Duration HEAD = Duration.ofMillis(200);

  private static final Duration LONG_AFTER = Duration.ofMillis(300);
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final String UNUSUAL = "OPTIONS * HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Queue<AnswerSink> asked = new ArrayDeque<>();
  private final Clock clock = new Clock();

  /** Knows when connections have been looked at. */
  private static final class Clock extends EdgeLoop.Timed {
    private long lookedAt;

    @Override
    protected void check(long now) {
      lookedAt = now;
    }
  }

  @BeforeEach
  void connect() {
    connect(channel, HEAD).add(clock);
  }

  private EdgeLoop connect(EmbeddedChannel channel, Duration head) {
    ConnectionConfig usual = ConnectionConfig.DEFAULT;
    ConnectionConfig config =
        new ConnectionConfig(
            usual.maxRequestLine(),
            usual.maxHeaders(),
            head,
            usual.idleTimeout(),
            usual.slowReadWindow(),
            usual.slowReadBytes(),
            usual.maxConnections(),
            usual.maxConnectionsPerAddress());
    EdgeLoop loop = new EdgeLoop(channel.eventLoop(), InstantSource.system(), config.tick());
    Http1Connection connection =
        new Http1Connection(
            (request, sink) -> asked.add(sink),
            loop,
            config,
            new Http1Connection.Security(false, false, null));
    channel.pipeline().addLast(connection.decoder(), connection);
    return loop;
  }

  @AfterEach
  void disconnect() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aPipelinedRequestWaitsAsLongAsTheAnswerBeforeItTakes() {
    send(REQUEST + REQUEST);
    letTimePass();
    assertThat(channel.isOpen()).isTrue();

    answer();
    letTimePass();
    assertThat(channel.isOpen()).isTrue();

    answer();
    letTimePass();
    assertThat(channel.isOpen()).as("idle").isTrue();
  }

  @Test
  void soItDoesAfterAnUnusualRequest() {
    send(UNUSUAL + REQUEST + "GET");
    letTimePass();
    assertThat(channel.isOpen()).isTrue();

    answer();
    letTimePass();
    assertThat(channel.isOpen()).isTrue();

    answer();
    letTimePass();
    assertThat(channel.isOpen()).as("in a head").isFalse();
  }

  @Test
  void ofHeadsThatBeginWhereTheOneBeforeEndsEachHasItsOwnTime() {
    Duration head = Duration.ofHours(1);
    EmbeddedChannel patient = new EmbeddedChannel();
    EdgeLoop loop = connect(patient, head);
    patient.writeInbound(bytes(REQUEST.substring(0, 20)));
    long begun = System.nanoTime();
    while (System.nanoTime() == begun) {
      Thread.onSpinWait();
    }
    patient.writeInbound(bytes(REQUEST.substring(20) + REQUEST.substring(0, 20)));
    answer(patient);

    loop.check(begun + head.toNanos() + 1);
    assertThat(patient.isOpen()).isTrue();
    loop.check(System.nanoTime() + head.toNanos() + 1);
    assertThat(patient.isOpen()).isFalse();
    patient.finishAndReleaseAll();
  }

  @Test
  void emptyLinesBeforeAHeadAreAPartOfIt() {
    Duration head = Duration.ofHours(1);
    EmbeddedChannel patient = new EmbeddedChannel();
    EdgeLoop loop = connect(patient, head);
    patient.writeInbound(bytes("\r\n"));
    long begun = System.nanoTime();
    patient.writeInbound(bytes("\r\n"));

    loop.check(begun + head.toNanos() + 1);
    assertThat(patient.isOpen()).isFalse();
    patient.finishAndReleaseAll();
  }

  @Test
  void aHeadThatTheClientDoesNotEndIsGivenUp() {
    send(REQUEST + "GET / HT");
    letTimePass();
    assertThat(channel.isOpen()).isTrue();

    answer();
    letTimePass();
    assertThat(channel.isOpen()).isFalse();
  }

  private void send(String bytes) {
    channel.writeInbound(bytes(bytes));
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private void answer() {
    answer(channel);
  }

  private void answer(EmbeddedChannel channel) {
    Answer answer = PlatformAnswers.refused(200, "Here it is.", false);
    asked.remove().answer(answer, answer.literalBody());
    channel.runPendingTasks();
  }

  private void letTimePass() {
    long until = System.nanoTime() + LONG_AFTER.toNanos();
    while (clock.lookedAt - until < 0) {
      channel.runPendingTasks();
    }
  }
}
