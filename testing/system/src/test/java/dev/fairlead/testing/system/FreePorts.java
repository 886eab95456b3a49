package dev.fairlead.testing.system;

import dev.fairlead.local.LocalPorts;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Ports that nobody uses now. */
final class FreePorts {
  private static final int ATTEMPTS = 100;
  private static final List<Integer> OFFSETS = List.of(0, 1, 2, 10, 11, 12);

  private FreePorts() {}

  static int one() throws IOException {
    return FreePort.find();
  }

  /** One for each part of a platform. */
  static LocalPorts ofAllParts() throws IOException {
    return new LocalPorts(one(), one(), one(), one(), one(), one());
  }

  /** A base for all the ports of one machine's Fairlead. */
  static int base() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int base = one();
      if (OFFSETS.stream().allMatch(offset -> isFree(base + offset))) {
        return base;
      }
    }
    throw new IOException("no free ports");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
