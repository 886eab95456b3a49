package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * Runs inside the sandbox, around the user's command: opens the port that the proxy variables name
 * on the sandbox's own loopback, hands every connection on to the proxy's unix socket, then starts
 * the command and ends with its exit code. It uses the JDK alone, so that its class file is all the
 * sandbox needs of Fairlead.
 */
final class SandboxInit {
  static final int PORT = 3128;
  private static final int BUFFER = 16 << 10;

  private SandboxInit() {}

  /** Arguments: the unix socket, then the command. */
  public static void main(String[] arguments) throws Exception {
    UnixDomainSocketAddress proxy = UnixDomainSocketAddress.of(arguments[0]);
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), PORT));
    Thread.ofVirtual().start(() -> accept(server, proxy));
    String[] command = Arrays.copyOfRange(arguments, 1, arguments.length);
    Process process = new ProcessBuilder(command).inheritIO().start();
    System.exit(process.waitFor());
  }

  private static void accept(ServerSocketChannel server, UnixDomainSocketAddress proxy) {
    try {
      while (true) {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> forward(client, proxy));
      }
    } catch (IOException e) {
      System.err.println("The way to the network is closed: " + e.getMessage());
    }
  }

  private static void forward(SocketChannel client, UnixDomainSocketAddress address) {
    try (client;
        SocketChannel proxy = SocketChannel.open(address)) {
      Thread back = Thread.ofVirtual().start(() -> copy(proxy, client));
      copy(client, proxy);
      back.join();
    } catch (IOException | InterruptedException e) {
      // The client sees a closed connection, as with any proxy that is gone.
      Thread.currentThread().interrupt();
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
