package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a site answers for a path that no file has; detected at build time, or set. */
public enum NotFoundHandling {
  /** The nearest {@code 404.html} up the tree, with status 404. */
  NOT_FOUND_PAGE("404-page"),
  /** {@code /index.html} with status 200 for a navigation, a plain 404 for anything else. */
  SINGLE_PAGE_APPLICATION("single-page-application"),
  /** A plain 404. */
  NONE("none");

  private final String wireName;

  NotFoundHandling(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException that lists the names there are
   */
  @JsonCreator
  public static NotFoundHandling ofWireName(String text) {
    for (NotFoundHandling handling : values()) {
      if (handling.wireName.equals(text)) {
        return handling;
      }
    }
    throw new IllegalArgumentException(
        "not-found handling: %s (expected: 404-page, single-page-application or none)"
            .formatted(text));
  }
}
