package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonProperty;

/** At which address an HTML file answers, and what its other spellings redirect to. */
public enum HtmlHandling {
  /** {@code /about.html} at {@code /about}, {@code /blog/index.html} at {@code /blog/}. */
  @JsonProperty("auto-trailing-slash")
  AUTO_TRAILING_SLASH,
  /** {@code /about.html} at {@code /about/}, {@code /blog/index.html} at {@code /blog/}. */
  @JsonProperty("force-trailing-slash")
  FORCE_TRAILING_SLASH,
  /** {@code /about.html} at {@code /about}, {@code /blog/index.html} at {@code /blog}. */
  @JsonProperty("drop-trailing-slash")
  DROP_TRAILING_SLASH,
  /** {@code /about.html} only there; {@code /blog/index.html} there and at {@code /blog/}. */
  @JsonProperty("none")
  NONE
}
