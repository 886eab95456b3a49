package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a site answers for a path that no file has; detected at build time. */
public enum NotFoundHandling {
  /** The nearest {@code 404.html} up the tree, with status 404. */
  @JsonProperty("404-page")
  NOT_FOUND_PAGE,
  /** {@code /index.html} with status 200 for a navigation, a plain 404 for anything else. */
  @JsonProperty("single-page-application")
  SINGLE_PAGE_APPLICATION,
  /** A plain 404. */
  @JsonProperty("none")
  NONE
}
