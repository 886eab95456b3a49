package dev.fairlead.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Content;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ContentPumpTest {
  private static final long LENGTH = 10 << 20;
  private static final long TURN = 1 << 20;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final EmbeddedChannel channel = new EmbeddedChannel();

  /** A client that takes all at once, of bytes that are all there. */
  @Test
  void aLargeContentLeavesOthersTheirTurn() {
    EdgeLoop loop = new EdgeLoop(channel.eventLoop(), InstantSource.fixed(Instant.EPOCH), HOUR);
    Zeros zeros = new Zeros();
    Http1Connection connection =
        new Http1Connection(
            (request, sink) -> sink.answer(answer(), zeros),
            loop,
            ConnectionConfig.DEFAULT,
            new Http1Connection.Security(false, true, null));
    channel.pipeline().addLast(connection.decoder()).addLast(connection);

    channel.writeInbound(Unpooled.wrappedBuffer(REQUEST));

    assertThat(zeros.readBeforeOthers).isBetween(1L, TURN);
    assertThat(zeros.read).isEqualTo(LENGTH);
    assertThat(zeros.closed).isTrue();
    assertThat(bytesWritten()).isGreaterThan(LENGTH);
  }

  private static Answer answer() {
    return new Answer(200, new DefaultHttpHeaders(), LENGTH, new Body.Empty());
  }

  private long bytesWritten() {
    long bytes = 0;
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      bytes += part.readableBytes();
      part.release();
    }
    return bytes;
  }

  /** Bytes of a file; notes how many had been read when something else had its turn. */
  private final class Zeros implements Content {
    private long read;
    private long readBeforeOthers;
    private boolean closed;

    @Override
    public ByteBuf read(int max) {
      if (read == 0) {
        channel.eventLoop().execute(() -> readBeforeOthers = read);
      }
      read += max;
      return Unpooled.wrappedBuffer(new byte[max]);
    }

    @Override
    public void whenReadable(Runnable reader) {
      reader.run();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
