package dev.fairlead.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that is started again on it. It lies below the range from which systems take
 * ports of outgoing connections (32768 and up on Linux, 49152 elsewhere): else a client that calls
 * while the server is away may take the very port.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 100;

  /** Those handed out, each of which may not be bound yet; as many as there are at most. */
  private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** Finds one on the loopback; none is found twice by one process. */
  public static int find() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        if (FOUND.add(port)) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        // Taken; the next one may be free.
      }
    }
    throw new IOException("no free port from %d to %d".formatted(FIRST, LAST));
  }
}
