package dev.fairlead.api;

/**
 * Where PostgreSQL is.
 *
 * @param url {@code jdbc:postgresql://…}
 * @param connections most connections at a time, 2 or more
 */
public record DatabaseConfig(String url, DatabaseLogin login, int connections) {
  public DatabaseConfig {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "database url: %s (expected: jdbc:postgresql://host:port/database)".formatted(url));
    }
    if (connections < 2) {
      throw new IllegalArgumentException(
          "connections: %d (expected: 2 or more)".formatted(connections));
    }
  }
}
