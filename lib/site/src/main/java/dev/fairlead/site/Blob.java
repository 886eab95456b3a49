package dev.fairlead.site;

import java.util.Objects;

/**
 * Immutable bytes, stored once per project under their hash.
 *
 * @param length in bytes, 0 or more
 */
public record Blob(ContentHash sha256, long length) {
  public Blob {
    Objects.requireNonNull(sha256, "sha256");
    if (length < 0) {
      throw new IllegalArgumentException("length: %d (expected: 0 or more)".formatted(length));
    }
  }
}
