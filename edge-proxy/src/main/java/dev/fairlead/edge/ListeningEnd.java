package dev.fairlead.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends listening without losing a client that has been told it is connected: the kernel resets
 * every connection that waits to be accepted when its listening socket is closed. So first no new
 * ones are begun, then all that wait are taken, and only then the socket is closed. On other
 * systems than Linux only what waits at the last moment is lost.
 */
final class ListeningEnd {
  private static final Logger log = LoggerFactory.getLogger(ListeningEnd.class);

  private static final int SOL_SOCKET = 1;
  private static final int PROGRAM_BYTES = 16;

  /** Of a classic BPF program (linux/filter.h), in a {@code struct sock_fprog} of 64 bits. */
  private static final RawUnixChannelOption ATTACH_FILTER =
      new RawUnixChannelOption("SO_ATTACH_FILTER", SOL_SOCKET, 26, PROGRAM_BYTES);

  /**
   * Drops segments with SYN in them (RFC 9293 §3.1: bit 1 of byte 13) and passes all others, each
   * instruction as code, jump if true, jump if false, operand. Connections inherit it, and never
   * see a SYN again.
   */
  private static final int[][] NO_SYN = {
    {0x30, 0, 0, 13}, // load byte 13
    {0x45, 0, 1, 0x02}, // jump if SYN is set
    {0x06, 0, 0, 0}, // drop
    {0x06, 0, 0, -1}, // pass
  };

  private static final int INSTRUCTION_BYTES = 8;
  private static final int LONGEST_ADDRESS = 25;
  private static final int NONE = -1;

  private ListeningEnd() {}

  /**
   * Lets no new connection begin; handshakes under way go on. A client that tries waits as if its
   * first segment had been lost, and is refused by its second one, or taken by whoever listens
   * then.
   */
  static void refuseNew(Channel listening) {
    if (!(listening instanceof EpollServerSocketChannel) || !listening.isOpen()) {
      return;
    }
    ByteBuffer instructions = allocate(NO_SYN.length * INSTRUCTION_BYTES);
    for (int[] instruction : NO_SYN) {
      instructions
          .putShort((short) instruction[0])
          .put((byte) instruction[1])
          .put((byte) instruction[2])
          .putInt(instruction[3]);
    }
    ByteBuffer program = allocate(PROGRAM_BYTES);
    long address = MemorySegment.ofBuffer(instructions.flip()).address();
    program.putShort(0, (short) NO_SYN.length).putLong(Long.BYTES, address);
    try {
      var unused = listening.config().setOption(ATTACH_FILTER, program);
    } catch (ChannelException e) {
      log.atWarn().setCause(e).log("Connections may be reset while listening ends");
    } finally {
      Reference.reachabilityFence(instructions);
    }
  }

  /** Takes the connections that wait, and closes. */
  static ChannelFuture close(Channel listening) {
    if (listening.isOpen()) {
      listening.eventLoop().execute(() -> closeNow(listening));
    }
    return listening.closeFuture();
  }

  private static void closeNow(Channel listening) {
    if (listening instanceof EpollServerSocketChannel socket && socket.isOpen()) {
      acceptAll(socket);
    }
    var unused = listening.close();
  }

  private static void acceptAll(EpollServerSocketChannel listening) {
    Socket socket = (Socket) listening.fd();
    byte[] address = new byte[LONGEST_ADDRESS + 1];
    try {
      for (int next = socket.accept(address); next != NONE; next = socket.accept(address)) {
        listening.pipeline().fireChannelRead(new EpollSocketChannel(next));
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("Connections that wait cannot be accepted");
    }
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
