package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A content coding in which a build stores a variant of a file (RFC 9110 §8.4.1, RFC 8878). */
public enum Coding {
  BROTLI("br"),
  ZSTD("zstd"),
  GZIP("gzip");

  private final String token;

  Coding(String token) {
    this.token = token;
  }

  /** The name in {@code Content-Encoding} and {@code Accept-Encoding}. */
  @JsonValue
  public String token() {
    return token;
  }

  @JsonCreator
  static Coding parse(String token) {
    for (Coding coding : values()) {
      if (coding.token.equals(token)) {
        return coding;
      }
    }
    throw new IllegalArgumentException(
        "content coding: %s (expected: br, zstd or gzip)".formatted(token));
  }
}
