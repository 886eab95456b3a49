package dev.fairlead.embedded;

import java.nio.file.Path;

/**
 * What an embedded Redis needs to know.
 *
 * @param directory holds the append-only file and nothing else; made if missing
 * @param binaries where the server's program is unpacked, shared between data directories; see
 *     {@link Binaries#defaultFolder}
 * @param port to listen on, or 0 for a free one
 * @param password that every client must give
 */
public record EmbeddedRedisConfig(Path directory, Path binaries, int port, String password) {
  public EmbeddedRedisConfig {
    directory = directory.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
    Checks.port(port);
    Checks.secret("password", password);
  }

  @Override
  public String toString() {
    return "EmbeddedRedisConfig[directory=%s, port=%d]".formatted(directory, port);
  }
}
