package dev.fairlead.embedded;

import java.nio.file.Path;

/**
 * What an embedded PostgreSQL needs to know.
 *
 * @param directory holds the database and nothing else; made if missing
 * @param binaries where PostgreSQL's programs are unpacked, shared between data directories; see
 *     {@link Binaries#defaultFolder}
 * @param port to listen on, or 0 for a free one
 * @param user the superuser, made at the first start
 * @param password of that user, fixed at the first start
 */
public record EmbeddedPostgresConfig(
    Path directory, Path binaries, int port, String user, String password) {
  public EmbeddedPostgresConfig {
    directory = directory.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
    Checks.folder("directory", directory);
    Checks.folder("binaries", binaries);
    Checks.port(port);
    Checks.word("user", user);
    Checks.secret("password", password);
  }

  @Override
  public String toString() {
    return "EmbeddedPostgresConfig[directory=%s, port=%d, user=%s]"
        .formatted(directory, port, user);
  }
}
