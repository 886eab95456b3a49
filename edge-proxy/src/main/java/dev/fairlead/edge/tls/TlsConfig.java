package dev.fairlead.edge.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an edge speaks TLS.
 *
 * @param certificates folder of pairs {@code NAME.crt} (the chain, leaf first) and {@code NAME.key}
 *     (PKCS #8), both PEM; {@code default} serves names that no other pair has, or else the first
 *     in the order of the alphabet
 * @param port where to listen; 0 for any that is free
 * @param poll how often the folder is looked at for changes
 * @param handshakeTimeout longest time a handshake may take
 */
public record TlsConfig(Path certificates, int port, Duration poll, Duration handshakeTimeout) {
  public static final int DEFAULT_PORT = 8443;
  private static final Duration DEFAULT_POLL = Duration.ofSeconds(10);
  private static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
  private static final String FOLDER = "FAIRLEAD_EDGE_TLS_CERTIFICATES";
  private static final String PORT = "FAIRLEAD_EDGE_TLS_PORT";

  public TlsConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("TLS port: %d (expected: 0–65535)".formatted(port));
    }
    if (!poll.isPositive() || !handshakeTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "poll: %s, handshakeTimeout: %s (expected: more than 0)"
              .formatted(poll, handshakeTimeout));
    }
  }

  /** The defaults for a folder. */
  public static TlsConfig of(Path certificates, int port) {
    return new TlsConfig(certificates, port, DEFAULT_POLL, DEFAULT_HANDSHAKE_TIMEOUT);
  }

  /**
   * What {@code FAIRLEAD_EDGE_TLS_CERTIFICATES} (none: no TLS) and {@code FAIRLEAD_EDGE_TLS_PORT}
   * (8443) say.
   *
   * @return null if no folder is named
   * @throws IllegalArgumentException that names every variable that is wrong
   */
  public static @Nullable TlsConfig fromEnvironment(Map<String, String> environment) {
    String folder = environment.getOrDefault(FOLDER, "");
    String port = environment.getOrDefault(PORT, "");
    List<String> problems = new ArrayList<>();
    if (folder.isEmpty() && !port.isEmpty()) {
      problems.add("%s: not set, but %s is (expected: a folder)".formatted(FOLDER, PORT));
    }
    int number = DEFAULT_PORT;
    if (!port.isEmpty()) {
      try {
        number = Integer.parseInt(port);
      } catch (NumberFormatException wrong) {
        number = -1;
      }
      if (number < 0 || number > 65_535) {
        problems.add("%s: %s (expected: 0–65535)".formatted(PORT, port));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return folder.isEmpty() ? null : of(Path.of(folder), number);
  }
}
