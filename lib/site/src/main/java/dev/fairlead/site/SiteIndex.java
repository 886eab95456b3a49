package dev.fairlead.site;

import dev.fairlead.site.Resolution.Serve;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A manifest made ready for look-ups: each file under the one address that answers it with 200. An
 * HTML file loses its extension, an {@code index.html} its name, unless another file lies there.
 */
final class SiteIndex {
  private static final String HTML = ".html";
  private static final String INDEX = "/index.html";
  private static final String NOT_FOUND = "/404.html";
  private static final Set<String> FALLBACKS = Set.of("/200.html", INDEX);

  private final Map<String, Serve> byAddress;
  private final Map<String, Serve> notFoundPages;
  private final @Nullable Serve fallback;

  SiteIndex(Manifest manifest) {
    Set<String> paths = HashSet.newHashSet(manifest.files().size());
    manifest.files().forEach(file -> paths.add(file.path().value()));
    Map<String, Serve> addresses = HashMap.newHashMap(manifest.files().size());
    Map<String, Serve> pages = new HashMap<>();
    for (SiteFile file : manifest.files()) {
      String path = file.path().value();
      addresses.put(address(path, paths), new Serve(file, 200));
      if (path.endsWith(NOT_FOUND)) {
        pages.put(parentOf(path), new Serve(file, 404));
      }
    }
    byAddress = Map.copyOf(addresses);
    notFoundPages = Map.copyOf(pages);
    fallback = fallback(manifest);
  }

  /** The file that answers this decoded path with 200. */
  @Nullable Serve at(String path) {
    return byAddress.get(path);
  }

  /** The address that a decoded path without a file of its own is another spelling of. */
  Optional<String> addressMeantBy(String path) {
    if (path.endsWith(INDEX) && isAddress(path, parentOf(path))) {
      return Optional.of(parentOf(path));
    }
    if (path.endsWith(HTML) && isAddress(path, withoutEnd(path, HTML.length()))) {
      return Optional.of(withoutEnd(path, HTML.length()));
    }
    if (path.endsWith("/index") && isAddress(path + HTML, parentOf(path))) {
      return Optional.of(parentOf(path));
    }
    if (path.endsWith("/")) {
      String bare = withoutEnd(path, 1);
      return isAddress(bare + HTML, bare) ? Optional.of(bare) : Optional.empty();
    }
    return isAddress(path + INDEX, path + "/") ? Optional.of(path + "/") : Optional.empty();
  }

  /** The nearest {@code 404.html} up the tree from a decoded path. */
  Optional<Serve> notFoundPage(String path) {
    if (notFoundPages.isEmpty()) {
      return Optional.empty();
    }
    String folder = parentOf(firstSegments(path));
    while (!folder.isEmpty()) {
      Serve page = notFoundPages.get(folder);
      if (page != null) {
        return Optional.of(page);
      }
      folder = parentOf(withoutEnd(folder, 1));
    }
    return Optional.empty();
  }

  /** The page of a single-page application that answers every navigation. */
  Optional<Serve> fallback() {
    return Optional.ofNullable(fallback);
  }

  private boolean isAddress(String file, String address) {
    Serve serve = byAddress.get(address);
    return serve != null && serve.file().path().value().equals(file);
  }

  private static String address(String path, Set<String> paths) {
    if (path.endsWith(INDEX)) {
      return parentOf(path);
    }
    boolean hasName = path.endsWith(HTML) && !path.endsWith("/" + HTML);
    String bare = hasName ? withoutEnd(path, HTML.length()) : path;
    return paths.contains(bare) ? path : bare;
  }

  private static @Nullable Serve fallback(Manifest manifest) {
    // The files are sorted, so a 200.html comes before an index.html.
    return manifest.files().stream()
        .filter(file -> FALLBACKS.contains(file.path().value()))
        .findFirst()
        .map(file -> new Serve(file, 200))
        .orElse(null);
  }

  /** The part of a path in which a page can lie; bounds the walk up for a path of slashes only. */
  private static String firstSegments(String path) {
    int end = 0;
    for (int i = 0; i <= SitePath.MAX_SEGMENTS; i++) {
      int slash = path.indexOf('/', end);
      if (slash < 0) {
        return path;
      }
      end = slash + 1;
    }
    return path.substring(0, end);
  }

  /** {@code /a/} of {@code /a/b}; the path itself if it ends with a slash; empty if it has none. */
  private static String parentOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String withoutEnd(String text, int characters) {
    return text.substring(0, text.length() - characters);
  }
}
