package dev.fairlead.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** The ports of one machine's parts, all on loopback. */
public record LocalPorts(int api, int sites, int logs, int s3, int postgres, int redis) {
  public static final int DEFAULT_BASE = 8080;
  private static final int INNER_OFFSET = 10;

  /** The dashboard at {@code base}, sites and logs right above it, the inner servers 10 higher. */
  public static LocalPorts of(int base) {
    if (base < 1024 || base > 65_000) {
      throw new IllegalArgumentException("port base: %d (expected: 1024–65000)".formatted(base));
    }
    int inner = base + INNER_OFFSET;
    return new LocalPorts(base, base + 1, base + 2, inner, inner + 1, inner + 2);
  }

  /**
   * Makes sure that nobody else uses the ports this process will listen on. PostgreSQL and Redis
   * are left out: they may still run from before a crash, and are taken over then.
   *
   * @throws LocalStartException naming the port and what to do
   */
  void requireFree() throws LocalStartException {
    for (int port : List.of(api, sites, logs, s3)) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        throw new LocalStartException(
            "Port %d is used by another program. Stop it, or choose other ports with --port-base, such as --port-base %d."
                .formatted(port, DEFAULT_BASE + 1000),
            e);
      }
    }
  }
}
