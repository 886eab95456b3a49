package dev.fairlead.site;

import dev.fairlead.site.rules.RuleScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The paths that two scopes both match, as one scope. */
final class ScopeCrossing {
  private static final String STAR = "*";

  /** Any one segment, also at the end, where a star would be any rest. */
  private static final String ONE = ":one";

  private ScopeCrossing() {}

  /** Whether a scope is more than one path. */
  static boolean isPattern(RuleScope scope) {
    return segments(scope).stream().anyMatch(ScopeCrossing::isAny);
  }

  /**
   * What both match, but for what a trailing slash changes; empty if they match nothing together.
   */
  static Optional<RuleScope> of(RuleScope first, RuleScope second) {
    boolean apart =
        areApart(first.scheme(), second.scheme()) || areApart(first.host(), second.host());
    List<String> path = apart ? null : path(segments(first), segments(second));
    return path == null
        ? Optional.empty()
        : Optional.of(
            new RuleScope(
                either(first.scheme(), second.scheme()),
                either(first.host(), second.host()),
                "/" + String.join("/", path),
                true));
  }

  private static @Nullable List<String> path(List<String> first, List<String> second) {
    boolean firstIsShorter = first.size() <= second.size();
    List<String> shorter = firstIsShorter ? first : second;
    List<String> longer = firstIsShorter ? second : first;
    boolean shorterHasRest = shorter.getLast().equals(STAR);
    boolean longerHasRest = longer.getLast().equals(STAR);
    int shorterNamed = shorter.size() - (shorterHasRest ? 1 : 0);
    int longerNamed = longer.size() - (longerHasRest ? 1 : 0);
    boolean reaches =
        shorterNamed == longerNamed
            || (shorterNamed < longerNamed ? shorterHasRest : longerHasRest);
    if (!reaches) {
      return null;
    }
    List<String> path = new ArrayList<>(longer.size());
    for (int i = 0; i < Math.max(shorterNamed, longerNamed); i++) {
      String one = i < shorterNamed ? shorter.get(i) : STAR;
      String other = i < longerNamed ? longer.get(i) : STAR;
      if (!isAny(one) && !isAny(other) && !one.equals(other)) {
        return null;
      }
      path.add(isAny(one) ? (isAny(other) ? ONE : other) : one);
    }
    if (shorterHasRest && longerHasRest) {
      path.add(STAR);
    }
    return path;
  }

  private static List<String> segments(RuleScope scope) {
    return Arrays.asList(scope.path().substring(1).split("/", -1));
  }

  private static boolean isAny(String segment) {
    return segment.equals(STAR) || segment.startsWith(":");
  }

  private static boolean areApart(@Nullable String first, @Nullable String second) {
    return first != null && second != null && !first.equals(second);
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
