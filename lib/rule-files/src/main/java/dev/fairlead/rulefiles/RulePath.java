package dev.fairlead.rulefiles;

import dev.fairlead.site.ReservedPaths;
import dev.fairlead.site.Resolution.Reason;
import dev.fairlead.site.SiteAddresses;
import dev.fairlead.site.matching.RuleTable;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The path of a rule: checked, and written as requests write it.
 *
 * @param names of its placeholders, with {@code splat} if it has a {@code *}
 */
record RulePath(String path, Set<String> names) {
  static final String SPLAT = "splat";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  /** In the place of a path that was refused. */
  static final RulePath NONE = new RulePath("/", Set.of());

  RulePath {
    names = Set.copyOf(names);
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidRuleException if it cannot be said, or no request could ever match it
   */
  static RulePath parse(String text) throws InvalidRuleException {
    if (!text.startsWith("/")) {
      throw new InvalidRuleException(
          "The path %s must begin with /, or with https:// and a host.".formatted(Quoted.of(text)));
    }
    if (text.indexOf('?') >= 0) {
      throw new InvalidRuleException(
          "The path %s has a query in it; in _redirects write its parameters after the path: /store id=:id."
              .formatted(Quoted.of(text)));
    }
    if (text.indexOf('#') >= 0) {
      throw new InvalidRuleException(
          "The path %s has a fragment in it, which browsers never send; remove it."
              .formatted(Quoted.of(text)));
    }
    String path = UrlText.encode(text);
    checkRequestable(path);
    return new RulePath(path, names(path));
  }

  private static void checkRequestable(String path) throws InvalidRuleException {
    Optional<Reason> refusal = SiteAddresses.refusal(path);
    if (refusal.isPresent()) {
      throw new InvalidRuleException(
          "No request matches %s, since all such requests are refused. %s"
              .formatted(Quoted.of(path), refusal.get().sentence()));
    }
    if (ReservedPaths.covers(path)) {
      throw new InvalidRuleException(
          "%s belongs to the platform; no rule applies to it.".formatted(Quoted.of(path)));
    }
  }

  private static Set<String> names(String path) throws InvalidRuleException {
    Set<String> names = new TreeSet<>();
    String[] segments = path.substring(1).split("/", -1);
    if (segments.length > RuleTable.MAX_SEGMENTS) {
      throw new InvalidRuleException(
          "The path has %d segments (expected: at most %d)."
              .formatted(segments.length, RuleTable.MAX_SEGMENTS));
    }
    for (String segment : segments) {
      if (segment.equals("*")) {
        names.add(SPLAT);
      } else if (segment.contains("*")) {
        throw new InvalidRuleException(
            "A * must be a whole segment, as in /blog/*; %s has more in that segment."
                .formatted(Quoted.of(segment)));
      } else if (segment.startsWith(":")) {
        name(segment, names);
      }
    }
    return names;
  }

  private static void name(String segment, Set<String> names) throws InvalidRuleException {
    String name = segment.substring(1);
    if (!NAME.matcher(name).matches()) {
      throw new InvalidRuleException(
          "%s is no placeholder (expected: a whole segment such as :id, of letters, digits and _)."
              .formatted(Quoted.of(segment)));
    }
    if (name.equals(SPLAT)) {
      throw new InvalidRuleException("The name :splat is what * matched; write * or another name.");
    }
    if (!names.add(name)) {
      throw new InvalidRuleException(
          "The placeholder :%s is there twice; give the second another name.".formatted(name));
    }
  }
}
