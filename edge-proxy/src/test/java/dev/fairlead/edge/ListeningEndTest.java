package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of clients that come at the last moment. */
final class ListeningEndTest {
  private static final int WAITING = 50;
  private static final int CONNECT_MILLIS = 200;
  private static final String GREETING = "hello";

  private final CountDownLatch blocked = new CountDownLatch(1);
  private EventLoopGroup loop;
  private Channel listening;

  /** Greets everybody who says something, and says goodbye. */
  private static final class Greeter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
      ctx.writeAndFlush(Unpooled.copiedBuffer(GREETING, StandardCharsets.US_ASCII))
          .addListener(sent -> ctx.close());
    }
  }

  @BeforeEach
  void listen() {
    loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    listening =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new Greeter());
                  }
                })
            .bind(new InetSocketAddress("127.0.0.1", 0))
            .syncUninterruptibly()
            .channel();
  }

  @AfterEach
  void stop() {
    blocked.countDown();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void whoWaitsIsTakenAndWhoComesLaterIsNot() throws Exception {
    loop.execute(this::waitForTheTest);
    List<Socket> waiting = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      Socket socket = connect();
      socket.getOutputStream().write(1);
      waiting.add(socket);
    }

    ListeningEnd.refuseNew(listening);
    assertThatThrownBy(this::connect).isInstanceOf(SocketTimeoutException.class);
    ChannelFuture closed = ListeningEnd.close(listening);
    blocked.countDown();
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();

    for (Socket socket : waiting) {
      try (socket) {
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
      }
    }
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
  }

  @Test
  void whatIsConnectedIsNotTouchedByTheFilter() throws Exception {
    loop.execute(this::waitForTheTest);
    try (Socket before = connect()) {
      ListeningEnd.refuseNew(listening);
      before.getOutputStream().write(1);
      blocked.countDown();

      assertThat(before.getInputStream().readAllBytes()).asString().isEqualTo(GREETING);
    }
  }

  private void waitForTheTest() {
    try {
      blocked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket connect() throws Exception {
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(
            "127.0.0.1", ((InetSocketAddress) listening.localAddress()).getPort()),
        CONNECT_MILLIS);
    return socket;
  }
}
