package dev.fairlead.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of the HTML handlings, row by row. */
record ModelFiles(Set<String> paths, HtmlHandling handling) {

  boolean has(String path) {
    return paths.contains(path);
  }

  /** The file with this address; the caller knows that there is one. */
  String servedAt(String address) {
    return String.valueOf(fileFor(address));
  }

  /** The address of the file that a path means; null if it means none. */
  @Nullable String addressFor(String path) {
    String file = fileFor(path);
    return file == null ? null : handling == HtmlHandling.NONE ? path : address(file);
  }

  @Nullable String fileFor(String path) {
    for (String candidate : candidates(path)) {
      if (has(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** What a path may mean, the likelier first. */
  private List<String> candidates(String path) {
    List<String> candidates = new ArrayList<>();
    boolean slash = path.endsWith("/");
    if (!slash) {
      candidates.add(path);
    }
    if (handling == HtmlHandling.NONE) {
      candidates.add(slash ? path + "index.html" : path);
      return candidates;
    }
    if (!slash) {
      candidates.add(path + ".html");
      candidates.add(path + "/index.html");
      return candidates;
    }
    candidates.add(path + "index.html");
    String bare = path.substring(0, path.length() - 1);
    boolean isPage = !bare.endsWith("/") && !bare.isEmpty();
    boolean hidden = handling != HtmlHandling.FORCE_TRAILING_SLASH && has(bare);
    if (isPage && !hidden) {
      candidates.add(bare + ".html");
    }
    return candidates;
  }

  private String address(String file) {
    if (file.equals("/index.html")) {
      return "/";
    }
    if (file.endsWith("/index.html")) {
      String folder = file.replaceAll("/index\\.html$", "");
      boolean free = !has(folder) && !has(folder + ".html");
      return handling == HtmlHandling.DROP_TRAILING_SLASH && free ? folder : folder + "/";
    }
    if (!file.matches("(?s).*[^/]\\.html")) {
      return file;
    }
    String bare = file.replaceAll("\\.html$", "");
    if (handling == HtmlHandling.FORCE_TRAILING_SLASH) {
      return has(bare + "/index.html") ? (has(bare) ? file : bare) : bare + "/";
    }
    return has(bare) ? file : bare;
  }
}
