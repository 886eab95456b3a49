package dev.fairlead.rulefiles;

import org.jspecify.annotations.Nullable;

/**
 * What a rule is for, as written: a path, or an absolute URL that limits it to a scheme and a host.
 */
record ScopeText(@Nullable String scheme, @Nullable String hostName, String path) {

  /**
   * Takes a text apart.
   *
   * @throws InvalidRuleException if its host is no plain DNS name
   */
  static ScopeText of(String text) throws InvalidRuleException {
    Origin origin = Origin.of(text);
    if (origin == null) {
      return new ScopeText(null, null, text);
    }
    if (origin.host() != null && origin.hasPort()) {
      throw new InvalidRuleException(
          "A rule cannot be for one port; write %s without it.".formatted(Quoted.of(text)));
    }
    String rest = origin.rest().isEmpty() ? "/" : origin.rest();
    return new ScopeText(origin.scheme(), origin.host().value(), rest);
  }
}
