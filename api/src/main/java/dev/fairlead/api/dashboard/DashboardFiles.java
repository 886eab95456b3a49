package dev.fairlead.api.dashboard;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.site.ContentHash;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard in memory: read once at start, some MiB. A request looks its path up in a map, so
 * nothing outside the folder can be reached.
 */
@Singleton
final class DashboardFiles {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("webmanifest", "application/manifest+json"));
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  private final Map<String, DashboardFile> files;

  DashboardFiles(ApiConfig config) throws IOException {
    @Nullable Path folder = config.dashboard();
    this.files = folder == null ? Map.of() : read(folder);
  }

  /**
   * Finds what answers a path: the file, or the {@code index.html} of the folder.
   *
   * @param path begins with {@code /}
   */
  Optional<DashboardFile> find(String path) {
    String file = path.endsWith("/") ? path + "index.html" : path;
    return Optional.ofNullable(files.get(file));
  }

  /** The page for paths that have none. */
  Optional<DashboardFile> notFoundPage() {
    return Optional.ofNullable(files.get("/404.html"));
  }

  private static Map<String, DashboardFile> read(Path folder) throws IOException {
    Map<String, DashboardFile> files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String path = "/" + folder.relativize(file).toString().replace('\\', '/');
        byte[] bytes = Files.readAllBytes(file);
        String extension = path.substring(path.lastIndexOf('.') + 1);
        files.put(
            path,
            new DashboardFile(
                bytes,
                TYPES.getOrDefault(extension, UNKNOWN_TYPE),
                "\"" + ContentHash.of(bytes).hex().substring(0, 32) + "\"",
                path.startsWith("/_next/static/")));
      }
    }
    return Map.copyOf(files);
  }
}
