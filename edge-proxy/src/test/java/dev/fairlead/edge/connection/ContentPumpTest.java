package dev.fairlead.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.Content;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContentPumpTest {
  private static final long LENGTH = 200L << 20;
  private static final long TURN = 1 << 20;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CompletableFuture<Long> readWhenOthersWereHeard = new CompletableFuture<>();
  private Zeros zeros;
  private Channel listening;

  @BeforeEach
  void listen() throws Exception {
    EventLoop loop = (EventLoop) group.next();
    EdgeLoop edgeLoop = new EdgeLoop(loop, InstantSource.fixed(Instant.EPOCH), Duration.ofHours(1));
    zeros = new Zeros();
    listening =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Connections(edgeLoop))
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** A client that takes all at once, of bytes that are all there. */
  @Test
  void aLargeContentLeavesOtherSocketsTheirTurn() throws Exception {
    try (Socket other = connect();
        Socket taker = connect()) {
      zeros.onFirstRead = () -> write(other, REQUEST);

      write(taker, REQUEST);

      assertThat(readWhenOthersWereHeard.get(30, TimeUnit.SECONDS)).isLessThanOrEqualTo(4 * TURN);
      assertThat(zeros.closed.get(30, TimeUnit.SECONDS)).isEqualTo(LENGTH);
    }
  }

  /** What nobody expects must not leave a client waiting for ever. */
  @Test
  void aContentThatFailsInALaterTurnEndsTheConnection() throws Exception {
    zeros.failsAfter = 2 * TURN;
    try (Socket other = connect();
        Socket taker = connect()) {
      assertThat(other.isConnected()).isTrue();
      taker.setSoTimeout(30_000);

      write(taker, REQUEST);

      assertThat(zeros.closed.get(30, TimeUnit.SECONDS)).isEqualTo(2 * TURN);
      assertThat(taker.getInputStream().read()).isEqualTo(-1);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(listening.localAddress());
    return socket;
  }

  private static void write(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first connection only listens; the second asks for the content. */
  private final class Connections extends ChannelInitializer<Channel> {
    private final EdgeLoop loop;
    private boolean others = true;

    Connections(EdgeLoop loop) {
      this.loop = loop;
    }

    @Override
    protected void initChannel(Channel channel) {
      if (others) {
        others = false;
        channel.pipeline().addLast(new Ears());
        return;
      }
      Http1Connection connection =
          new Http1Connection(
              (request, sink) ->
                  sink.answer(
                      new Answer(200, new DefaultHttpHeaders(), LENGTH, new Body.Empty()), zeros),
              loop,
              ConnectionConfig.DEFAULT,
              new Http1Connection.Security(false, true, null));
      channel.pipeline().addLast(new Taker(), connection.decoder(), connection);
    }
  }

  private final class Ears extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
      readWhenOthersWereHeard.complete(zeros.read);
    }
  }

  /** Stands for a client that is faster than any socket. */
  private static final class Taker extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setSuccess();
    }
  }

  /** Bytes of a file. */
  private static final class Zeros implements Content {
    private final CompletableFuture<Long> closed = new CompletableFuture<>();
    private Runnable onFirstRead = () -> {};
    private long failsAfter = Long.MAX_VALUE;
    private volatile long read;

    @Override
    public ByteBuf read(int max) {
      if (read == 0) {
        onFirstRead.run();
      }
      if (read >= failsAfter) {
        throw new OutOfMemoryError("no direct memory");
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
      closed.complete(read);
    }
  }
}
