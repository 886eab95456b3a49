package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
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
 * @param links values of {@code Link} (RFC 8288) for what an HTML page is about to load, found at
 *     build time; often empty
 */
public record SiteFile(
    SitePath path,
    String contentType,
    boolean immutable,
    Blob blob,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<Coding, Blob> variants,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> links) {
  /** Most links a page may announce. */
  public static final int MAX_LINKS = 20;

  public SiteFile(
      SitePath path,
      String contentType,
      boolean immutable,
      Blob blob,
      @Nullable Map<Coding, Blob> variants,
      @Nullable List<String> links) {
    this.path = Objects.requireNonNull(path, "path");
    this.contentType = checkHeaderValue("contentType", contentType);
    this.immutable = immutable;
    this.blob = Objects.requireNonNull(blob, "blob");
    this.variants = copy(variants);
    this.links = links == null ? List.of() : List.copyOf(links);
    if (this.links.size() > MAX_LINKS) {
      throw new IllegalArgumentException(
          "links: %d (expected: at most %d)".formatted(this.links.size(), MAX_LINKS));
    }
    this.links.forEach(link -> checkHeaderValue("link", link));
  }

  /** A file without links. */
  public SiteFile(
      SitePath path, String contentType, boolean immutable, Blob blob, Map<Coding, Blob> variants) {
    this(path, contentType, immutable, blob, variants, null);
  }

  private static String checkHeaderValue(String what, String value) {
    boolean valid =
        value != null && !value.isBlank() && value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    if (!valid) {
      throw new IllegalArgumentException(
          "%s: %s (expected: printable ASCII)".formatted(what, value));
    }
    return value;
  }

  private static Map<Coding, Blob> copy(@Nullable Map<Coding, Blob> variants) {
    if (variants == null || variants.isEmpty()) {
      return Map.of();
    }
    return Collections.unmodifiableMap(new EnumMap<>(variants));
  }
}
