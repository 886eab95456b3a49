package dev.fairlead.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of a manifest made ready for look-ups, each by its ordinal in the order of paths. */
final class SiteIndex {
  /** The ordinal of no file. */
  static final int NONE = -1;

  private static final String NOT_FOUND = "404.html";

  private final List<SiteFile> files;
  private final Map<String, Integer> ordinals;
  private final boolean hasNotFoundPages;

  SiteIndex(Manifest manifest) {
    files = manifest.files();
    ordinals = HashMap.newHashMap(files.size());
    for (int i = 0; i < files.size(); i++) {
      ordinals.put(files.get(i).path().value(), i);
    }
    hasNotFoundPages = files.stream().anyMatch(file -> file.path().fileName().equals(NOT_FOUND));
  }

  int size() {
    return files.size();
  }

  SiteFile file(int ordinal) {
    return files.get(ordinal);
  }

  /** The decoded path of a file. */
  String path(int ordinal) {
    return files.get(ordinal).path().value();
  }

  /** The ordinal of the file with exactly this decoded path. */
  int find(String path) {
    return ordinals.getOrDefault(path, NONE);
  }

  boolean has(String path) {
    return find(path) >= 0;
  }

  /** The nearest {@code 404.html} up the tree from a decoded path. */
  int notFoundPage(String path) {
    if (!hasNotFoundPages) {
      return NONE;
    }
    String folder = parentOf(firstSegments(path));
    while (!folder.isEmpty()) {
      int page = find(folder + NOT_FOUND);
      if (page >= 0) {
        return page;
      }
      folder = parentOf(folder.substring(0, folder.length() - 1));
    }
    return NONE;
  }

  /** The page of a single-page application that answers every navigation. */
  int fallback() {
    int page = find("/200.html");
    return page >= 0 ? page : find("/index.html");
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
}
