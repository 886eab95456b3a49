package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a rule is for, by their URL.
 *
 * @param scheme {@code http} or {@code https}; null for both
 * @param host in lower case; null for every host of the site
 * @param path pattern over the raw, undecoded path: {@code *} is a whole segment in the middle and
 *     any rest at the end, {@code :name} one segment
 * @param exact whether a trailing slash matters and {@code /blog/*} does not match {@code /blog}
 */
public record RuleScope(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scheme,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String host,
    String path,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean exact) {
  public RuleScope {
    Objects.requireNonNull(path, "path");
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("path: %s (expected: a leading slash)".formatted(path));
    }
  }

  /** The wire form leaves out what is false. */
  @JsonCreator
  static RuleScope read(
      @JsonProperty("scheme") @Nullable String scheme,
      @JsonProperty("host") @Nullable String host,
      @JsonProperty("path") String path,
      @JsonProperty("exact") @Nullable Boolean exact) {
    return new RuleScope(scheme, host, path, exact != null && exact);
  }

  /** A pattern on every host of the site. */
  public static RuleScope ofPath(String path) {
    return new RuleScope(null, null, path, false);
  }
}
