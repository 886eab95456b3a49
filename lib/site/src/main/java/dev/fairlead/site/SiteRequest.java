package dev.fairlead.site;

import dev.fairlead.site.matching.UrlEncoding;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of a request decides the answer of a site. The method does not: {@code HEAD} is answered as
 * {@code GET} is.
 *
 * @param scheme {@code http} or {@code https}, as the client has it
 * @param host in lower case, without port
 * @param path as sent, still percent-encoded, one character for each byte
 * @param query as sent, without the question mark; null if there is none
 * @param fetchMode the header {@code Sec-Fetch-Mode}
 * @param accept the header {@code Accept}
 * @param acceptLanguage the header {@code Accept-Language}
 * @param cookie the header {@code Cookie}
 * @param country where the client is, ISO 3166-1 alpha-2 in upper case, from a source that the
 *     operator trusts; null if none is known
 */
public record SiteRequest(
    String scheme,
    String host,
    String path,
    @Nullable String query,
    @Nullable String fetchMode,
    @Nullable String accept,
    @Nullable String acceptLanguage,
    @Nullable String cookie,
    @Nullable String country) {

  /** What pages load, and nobody goes to as a page of a single-page application. */
  private static final Set<String> ASSET_EXTENSIONS =
      Set.of(
          """
          3gp 7z aac apng atlas avi avif basis bin bmp br bz2 cjs css csv cur dat data dds drc
          eot exr fbx flac frag geojson gif glb glsl gltf gz hdr heic heif ico ics ipynb jpeg
          jpg js json jsonl jsonld jsx jxl ktx ktx2 less lottie m3u8 m4a m4s m4v map md mid
          mjs mkv mov mp3 mp4 mpd mtl obj oga ogg ogv onnx opus otf parquet pbf pdf ply
          pmtiles png psd rar riv rss sass scss splat srt stl svg svgz swf tar tflite tgz tif
          tiff topojson ts tsx ttc ttf txt usdz vert vtt wasm wav wbn weba webm webmanifest
          webp wgsl woff woff2 xml xz yaml yml zip zst
          """
              .strip()
              .split("\\s+"));

  public SiteRequest {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(path, "path");
  }

  /**
   * A request of which no more is known than its URL.
   *
   * @param target origin-form path and query (RFC 9112 §3.2.1)
   */
  public static SiteRequest of(String scheme, String host, String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    return new SiteRequest(scheme, host, path, query, null, null, null, null, null);
  }

  /** This request with the headers that tell a page from what a page loads. */
  public SiteRequest fetched(@Nullable String mode, @Nullable String accepted) {
    return new SiteRequest(
        scheme, host, path, query, mode, accepted, acceptLanguage, cookie, country);
  }

  /** This request with what is known of who sends it. */
  public SiteRequest sentBy(
      @Nullable String languages, @Nullable String cookies, @Nullable String from) {
    return new SiteRequest(scheme, host, path, query, fetchMode, accept, languages, cookies, from);
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
    return accept != null && acceptsHtml(accept) && !looksLikeAsset();
  }

  /** The query as it came, but for bytes that no URL may have: those are escaped. */
  String printableQuery() {
    return query == null ? "" : UrlEncoding.ofRaw(query);
  }

  /**
   * Whether an earlier deployment may have the path as a file: not if it is a folder, nor if a
   * person goes to a page without an extension, who should not wait for other manifests.
   */
  boolean mayBeFile() {
    String name = fileName();
    return !name.isEmpty() && (name.indexOf('.') >= 0 || !isNavigation());
  }

  /** Whether the path ends with an extension of what pages load. */
  private boolean looksLikeAsset() {
    return ASSET_EXTENSIONS.contains(extension());
  }

  private String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String extension() {
    String name = fileName();
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
