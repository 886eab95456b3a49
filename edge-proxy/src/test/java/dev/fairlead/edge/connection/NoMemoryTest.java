package dev.fairlead.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.NoMemory;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.PlatformAnswers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of HTTP/1.1 whose answers cannot be written. */
class NoMemoryTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Queue<AnswerSink> asked = new ArrayDeque<>();
  private final Answer answer = PlatformAnswers.refused(200, "Here it is.", false);

  @BeforeEach
  void begin() {
    NoMemory allocator = new NoMemory();
    allocator.begin();
    channel.config().setAllocator(allocator);
  }

  @AfterEach
  void disconnect() {
    channel.finishAndReleaseAll();
  }

  @Test
  void anAnswerThatComesLaterEndsItsConnection() {
    connect((request, sink) -> asked.add(sink));
    send(REQUEST);
    ByteBuf body = Unpooled.buffer(20_000).writeZero(20_000);
    asked.remove().answer(answer, body);
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(body.refCnt()).isZero();
  }

  @Test
  void anAnswerThatIsPulledEndsItsConnectionAndIsClosed() {
    connect((request, sink) -> asked.add(sink));
    send(REQUEST);
    Unread content = new Unread();
    asked.remove().answer(answer, content);
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(content.closed).isTrue();
  }

  @Test
  void anAnswerThatIsAtHandEndsItsConnectionAndNothingMoreIsAsked() {
    connect(
        (request, sink) -> {
          asked.add(sink);
          sink.answer(answer, answer.literalBody());
        });
    send(REQUEST.repeat(3));
    assertThat(channel.isOpen()).isFalse();
    assertThat(asked).hasSize(1);
  }

  @Test
  void soDoesWhoeverCannotEvenBeAsked() {
    connect(
        (request, sink) -> {
          asked.add(sink);
          throw new OutOfMemoryError("as a test wants it");
        });
    send(REQUEST.repeat(3));
    assertThat(channel.isOpen()).isFalse();
    assertThat(asked).hasSize(1);
  }

  private void connect(Answering answering) {
    ConnectionConfig config = ConnectionConfig.DEFAULT;
    EdgeLoop loop = new EdgeLoop(channel.eventLoop(), InstantSource.system(), config.tick());
    Http1Connection connection =
        new Http1Connection(
            answering, loop, config, new Http1Connection.Security(false, false, null));
    channel.pipeline().addLast(connection.decoder(), connection);
  }

  private void send(String bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    channel.runPendingTasks();
  }

  /** A content of which nothing can be sent, since its head cannot. */
  private static final class Unread implements Content {
    private boolean closed;

    @Override
    public @Nullable ByteBuf read(int max) {
      throw new AssertionError("read without a head before it");
    }

    @Override
    public void whenReadable(Runnable reader) {
      throw new AssertionError("waited for without a head before it");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
