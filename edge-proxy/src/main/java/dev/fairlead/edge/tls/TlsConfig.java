package dev.fairlead.edge.tls;

import java.nio.file.Path;
import java.time.Duration;

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
}
