package dev.fairlead.site;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a request decides the answer of a site. The method does not: {@code HEAD} is answered as
 * {@code GET} is.
 *
 * @param path as sent, still percent-encoded, one character for each byte
 * @param query as sent, without the question mark; null if there is none
 * @param fetchMode the header {@code Sec-Fetch-Mode}
 * @param accept the header {@code Accept}
 */
public record SiteRequest(
    String path, @Nullable String query, @Nullable String fetchMode, @Nullable String accept) {

  private static final Set<String> ASSET_EXTENSIONS =
      Set.of(
          "avif",
          "bmp",
          "br",
          "css",
          "csv",
          "eot",
          "gif",
          "gz",
          "ico",
          "jpeg",
          "jpg",
          "js",
          "json",
          "jsonld",
          "jsx",
          "less",
          "map",
          "md",
          "mjs",
          "mp3",
          "mp4",
          "ogg",
          "otf",
          "pdf",
          "png",
          "rss",
          "scss",
          "svg",
          "ts",
          "tsx",
          "ttf",
          "txt",
          "wasm",
          "wav",
          "webm",
          "webmanifest",
          "webp",
          "woff",
          "woff2",
          "xml",
          "yaml",
          "yml",
          "zip",
          "zst");

  public SiteRequest {
    Objects.requireNonNull(path, "path");
  }

  /** Splits an origin-form target (RFC 9112 §3.2.1) into path and query. */
  public static SiteRequest ofTarget(
      String target, @Nullable String fetchMode, @Nullable String accept) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new SiteRequest(target, null, fetchMode, accept)
        : new SiteRequest(target.substring(0, mark), target.substring(mark + 1), fetchMode, accept);
  }

  /**
   * Whether a person goes to a page, as opposed to a page loading something: {@code Sec-Fetch-Mode:
   * navigate}, or where that is absent an {@code Accept} with {@code text/html} and a path that
   * does not look like an asset.
   */
  public boolean isNavigation() {
    if (fetchMode != null) {
      return fetchMode.equalsIgnoreCase("navigate");
    }
    return accept != null && acceptsHtml(accept) && !ASSET_EXTENSIONS.contains(extension());
  }

  private String extension() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean acceptsHtml(String accept) {
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", 64)) {
      String type = range.strip();
      if (type.startsWith("text/html") && !type.matches("text/html.*;\\s*q=0(\\.0*)?\\s*")) {
        return true;
      }
    }
    return false;
  }
}
