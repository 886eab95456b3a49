package dev.fairlead.buildtask.collect;

import dev.fairlead.site.NotFoundHandling;
import java.util.List;

/** Decides what a site answers for unknown paths, from its files and its framework. */
final class NotFoundDetection {
  private NotFoundDetection() {}

  static NotFoundHandling of(List<String> paths, NotFoundHandling frameworks) {
    if (paths.contains("/404.html")) {
      return NotFoundHandling.NOT_FOUND_PAGE;
    }
    if (paths.contains("/200.html")) {
      return NotFoundHandling.SINGLE_PAGE_APPLICATION;
    }
    List<String> pages = paths.stream().filter(path -> path.endsWith(".html")).toList();
    boolean oneShell = pages.equals(List.of("/index.html"));
    boolean routesInBrowser = frameworks == NotFoundHandling.SINGLE_PAGE_APPLICATION;
    return oneShell && routesInBrowser
        ? NotFoundHandling.SINGLE_PAGE_APPLICATION
        : NotFoundHandling.NONE;
  }
}
