package dev.fairlead.buildtask.collect;

import dev.fairlead.site.SitePath;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code Content-Type} of a file, from its extension (IANA media types; RFC 9239 for
 * JavaScript), with {@code charset=utf-8} for text.
 */
final class ContentTypes {
  private static final String UNKNOWN = "application/octet-stream";
  private static final String TABLE =
      """
      html htm: text/html; charset=utf-8
      css: text/css; charset=utf-8
      js mjs cjs: text/javascript; charset=utf-8
      txt text log: text/plain; charset=utf-8
      md markdown: text/markdown; charset=utf-8
      csv: text/csv; charset=utf-8
      vtt: text/vtt; charset=utf-8
      ics: text/calendar; charset=utf-8
      xml xsl: application/xml; charset=utf-8
      rss: application/rss+xml; charset=utf-8
      atom: application/atom+xml; charset=utf-8
      json map topojson: application/json; charset=utf-8
      geojson: application/geo+json; charset=utf-8
      jsonld: application/ld+json; charset=utf-8
      webmanifest: application/manifest+json; charset=utf-8
      xhtml: application/xhtml+xml; charset=utf-8
      yaml yml: application/yaml; charset=utf-8
      toml: application/toml; charset=utf-8
      svg: image/svg+xml; charset=utf-8
      png: image/png
      apng: image/apng
      jpg jpeg: image/jpeg
      gif: image/gif
      webp: image/webp
      avif: image/avif
      heic: image/heic
      jxl: image/jxl
      bmp: image/bmp
      tif tiff: image/tiff
      ico: image/x-icon
      woff: font/woff
      woff2: font/woff2
      ttf: font/ttf
      otf: font/otf
      eot: application/vnd.ms-fontobject
      mp4 m4v: video/mp4
      webm: video/webm
      ogv: video/ogg
      mov: video/quicktime
      m3u8: application/vnd.apple.mpegurl
      ts: video/mp2t
      mp3: audio/mpeg
      m4a: audio/mp4
      ogg oga opus: audio/ogg
      wav: audio/wav
      flac: audio/flac
      wasm: application/wasm
      pdf: application/pdf
      zip: application/zip
      gz: application/gzip
      zst: application/zstd
      tar: application/x-tar
      7z: application/x-7z-compressed
      epub: application/epub+zip
      glb: model/gltf-binary
      gltf: model/gltf+json
      """;
  private static final Map<String, String> BY_EXTENSION = parse(TABLE);
  private static final Map<String, String> BY_PATH =
      Map.of("/.well-known/apple-app-site-association", "application/json; charset=utf-8");

  private ContentTypes() {}

  static String of(SitePath path) {
    String special = BY_PATH.get(path.value());
    if (special != null) {
      return special;
    }
    String name = path.fileName();
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return name.indexOf('.') < 0 ? UNKNOWN : BY_EXTENSION.getOrDefault(extension, UNKNOWN);
  }

  /** Whether a type is text or another form that compression makes much smaller. */
  static boolean isHtml(String contentType) {
    return contentType.startsWith("text/html");
  }

  static boolean isCompressible(String contentType) {
    return contentType.endsWith("charset=utf-8")
        || contentType.equals("application/wasm")
        || contentType.equals("image/x-icon")
        || contentType.equals("image/bmp")
        || contentType.equals("font/ttf")
        || contentType.equals("font/otf")
        || contentType.equals("application/vnd.ms-fontobject")
        || contentType.startsWith("model/gltf");
  }

  private static Map<String, String> parse(String table) {
    Map<String, String> types = new HashMap<>();
    table
        .lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              for (String extension : line.substring(0, colon).split(" ", -1)) {
                types.put(extension, line.substring(colon + 2));
              }
            });
    return Map.copyOf(types);
  }
}
