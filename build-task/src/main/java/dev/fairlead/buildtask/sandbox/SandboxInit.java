package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Runs inside the sandbox, around the user's command: opens the port that the proxy variables name
 * on the sandbox's own loopback, hands every connection on to the proxy's unix socket, then starts
 * the command and ends with its exit code. It uses the JDK alone, so that its class file is all the
 * sandbox needs of Fairlead.
 */
final class SandboxInit {
  static final int PORT = 3128;
  private static final int BUFFER = 64 << 10;
  private static final int MAX_CONNECTIONS = 256;

  private static final Semaphore PLACES = new Semaphore(MAX_CONNECTIONS);
  private static final Set<SocketChannel> OPEN = ConcurrentHashMap.newKeySet();

  private SandboxInit() {}

  /** Arguments: the unix socket, then the command. */
  public static void main(String[] arguments) throws Exception {
    UnixDomainSocketAddress proxy = UnixDomainSocketAddress.of(arguments[0]);
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), PORT));
    Thread.ofPlatform().daemon().start(() -> accept(server, proxy));
    String[] command = Arrays.copyOfRange(arguments, 1, arguments.length);
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    // Java waits 0.3 s at its end for a thread that still reads or accepts.
    server.close();
    for (SocketChannel channel : OPEN) {
      channel.close();
    }
    System.exit(code);
  }

  private static void accept(ServerSocketChannel server, UnixDomainSocketAddress proxy) {
    try {
      while (true) {
        PLACES.acquire();
        SocketChannel client = server.accept();
        Thread.ofPlatform().daemon().start(() -> forward(client, proxy));
      }
    } catch (ClosedChannelException | InterruptedException e) {
      // The command has ended.
    } catch (IOException e) {
      System.err.println("The way to the network is closed: " + e.getMessage());
    }
  }

  private static void forward(SocketChannel client, UnixDomainSocketAddress address) {
    try (client;
        SocketChannel proxy = SocketChannel.open(address)) {
      OPEN.add(client);
      OPEN.add(proxy);
      Thread back = Thread.ofPlatform().daemon().start(() -> copy(proxy, client));
      copy(client, proxy);
      back.join();
    } catch (IOException | InterruptedException e) {
      // The client sees a closed connection, as with any proxy that is gone.
    } finally {
      OPEN.removeIf(channel -> !channel.isOpen());
      PLACES.release();
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeBoth(from, to);
    }
  }

  private static void closeBoth(SocketChannel one, SocketChannel other) {
    try (one;
        other) {
      // Closing is all that is left to do.
    } catch (IOException e) {
      // They are closed now, one way or the other.
    }
  }
}
