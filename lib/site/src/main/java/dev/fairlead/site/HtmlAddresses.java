package dev.fairlead.site;

import java.util.function.ToIntFunction;

/**
 * At which address a file answers, and which file an address means, by the HTML handling of a site.
 * Each file has exactly one address; every other spelling of it redirects there. Paths are decoded.
 */
final class HtmlAddresses {
  private static final String HTML = ".html";
  private static final String INDEX = "/index.html";

  private final ToIntFunction<String> files;
  private final HtmlHandling handling;

  /**
   * Prepares for the files of a site.
   *
   * @param files the ordinal of the file with a decoded path; negative if there is none
   */
  HtmlAddresses(ToIntFunction<String> files, HtmlHandling handling) {
    this.files = files;
    this.handling = handling;
  }

  /** The ordinal of the file that a path means, in whatever spelling; -1 if it means none. */
  int meantBy(String path) {
    int exact = files.applyAsInt(path);
    if (exact >= 0) {
      return exact;
    }
    if (path.endsWith("/")) {
      int index = files.applyAsInt(path + "index.html");
      return index >= 0 || handling == HtmlHandling.NONE ? index : pageWithoutSlash(path);
    }
    if (handling == HtmlHandling.NONE) {
      return SiteIndex.NONE;
    }
    int page = files.applyAsInt(path + HTML);
    return page >= 0 ? page : files.applyAsInt(path + INDEX);
  }

  /** Where the file that {@link #meantBy} found for a path answers with 200. */
  String addressOf(String file, String path) {
    if (handling == HtmlHandling.NONE) {
      return path;
    }
    if (file.endsWith(INDEX)) {
      String folder = file.substring(0, file.length() - INDEX.length());
      return folder.isEmpty() || !answersWithoutSlash(folder) ? folder + "/" : folder;
    }
    if (!file.endsWith(HTML) || file.endsWith("/" + HTML)) {
      return file;
    }
    String bare = file.substring(0, file.length() - HTML.length());
    if (handling == HtmlHandling.FORCE_TRAILING_SLASH && !has(bare + INDEX)) {
      return bare + "/";
    }
    return has(bare) ? file : bare;
  }

  private boolean has(String path) {
    return files.applyAsInt(path) >= 0;
  }

  /** Whether the {@code index.html} of a folder answers at the folder's name alone. */
  private boolean answersWithoutSlash(String folder) {
    return handling == HtmlHandling.DROP_TRAILING_SLASH && !has(folder) && !has(folder + HTML);
  }

  private int pageWithoutSlash(String path) {
    String bare = path.substring(0, path.length() - 1);
    boolean taken = handling != HtmlHandling.FORCE_TRAILING_SLASH && has(bare);
    // A name of the extension alone is a file like any other, not a page of that folder.
    return taken || bare.endsWith("/") ? SiteIndex.NONE : files.applyAsInt(bare + HTML);
  }
}
