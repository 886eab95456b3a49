package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** At which address an HTML file answers, and what its other spellings redirect to. */
public enum HtmlHandling {
  /** {@code /about.html} at {@code /about}, {@code /blog/index.html} at {@code /blog/}. */
  AUTO_TRAILING_SLASH("auto-trailing-slash"),
  /** {@code /about.html} at {@code /about/}, {@code /blog/index.html} at {@code /blog/}. */
  FORCE_TRAILING_SLASH("force-trailing-slash"),
  /** {@code /about.html} at {@code /about}, {@code /blog/index.html} at {@code /blog}. */
  DROP_TRAILING_SLASH("drop-trailing-slash"),
  /** {@code /about.html} only there; {@code /blog/index.html} there and at {@code /blog/}. */
  NONE("none");

  private final String wireName;

  HtmlHandling(String wireName) {
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
  public static HtmlHandling ofWireName(String text) {
    for (HtmlHandling handling : values()) {
      if (handling.wireName.equals(text)) {
        return handling;
      }
    }
    throw new IllegalArgumentException(
        "HTML handling: %s (expected: auto-trailing-slash, force-trailing-slash, drop-trailing-slash or none)"
            .formatted(text));
  }
}
