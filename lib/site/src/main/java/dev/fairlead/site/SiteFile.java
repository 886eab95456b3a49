package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file of a deployment: where it is asked for and which blobs answer.
 *
 * @param contentType the whole {@code Content-Type} value, decided at build time
 * @param immutable whether the name carries a fingerprint of the content, so that it may be cached
 *     for a year
 * @param blob the bytes as built
 * @param variants smaller, precompressed forms of the same bytes; often empty
 */
public record SiteFile(
    SitePath path,
    String contentType,
    boolean immutable,
    Blob blob,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Coding, Blob> variants) {

  public SiteFile(
      SitePath path,
      String contentType,
      boolean immutable,
      Blob blob,
      @Nullable Map<Coding, Blob> variants) {
    this.path = Objects.requireNonNull(path, "path");
    this.contentType = checkHeaderValue(contentType);
    this.immutable = immutable;
    this.blob = Objects.requireNonNull(blob, "blob");
    this.variants = copy(variants);
  }

  private static String checkHeaderValue(String contentType) {
    boolean valid =
        contentType != null
            && !contentType.isBlank()
            && contentType.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    if (!valid) {
      throw new IllegalArgumentException(
          "contentType: %s (expected: printable ASCII)".formatted(contentType));
    }
    return contentType;
  }

  private static Map<Coding, Blob> copy(@Nullable Map<Coding, Blob> variants) {
    if (variants == null || variants.isEmpty()) {
      return Map.of();
    }
    return Collections.unmodifiableMap(new EnumMap<>(variants));
  }
}
