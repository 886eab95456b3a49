package dev.fairlead.site.matching;

import dev.fairlead.site.rules.RuleScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The path of a rule in its segments. Unless it is exact, a slash at its end means nothing and
 * {@code /blog/*} matches {@code /blog} too.
 *
 * @param segments without the {@code *} at the end; {@code *} and {@code :name} are any one segment
 *     that is not empty
 * @param isStatic whether it is one path and nothing else
 * @param andBelow whether it ends with {@code *}, which is any rest
 */
record PathPattern(
    String path, List<String> segments, boolean isStatic, boolean andBelow, boolean exact) {
  private static final String STAR = "*";

  PathPattern {
    segments = List.copyOf(segments);
  }

  static PathPattern of(RuleScope scope) {
    String path = scope.path();
    List<String> segments = new ArrayList<>(Arrays.asList(path.substring(1).split("/", -1)));
    boolean andBelow = segments.getLast().equals(STAR);
    if (andBelow || (!scope.exact() && segments.getLast().isEmpty())) {
      segments.removeLast();
    }
    boolean isStatic = !andBelow && segments.stream().noneMatch(PathPattern::isAny);
    // What is found by its whole path is never looked at by segments.
    return new PathPattern(
        path, isStatic ? List.of() : segments, isStatic, andBelow, scope.exact());
  }

  /** Whether a segment of a pattern is any one segment of a path. */
  static boolean isAny(String segment) {
    return segment.equals(STAR) || Placeholders.isWhole(segment);
  }

  /** The path of a static pattern as {@link RuleTable} keeps it. */
  String key() {
    return exact ? path : withoutSlash(path);
  }

  static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Which segments are any: patterns of one shape share their way through the trie. */
  String shape() {
    StringBuilder shape = new StringBuilder(segments.size());
    segments.forEach(segment -> shape.append(isAny(segment) ? '*' : '/'));
    return shape.toString();
  }

  /** The segment that a placeholder stands for; -1 if there is none of that name. */
  int indexOf(String placeholder) {
    return segments.indexOf(":" + placeholder);
  }

  /** The last segment that is {@code *}, before the one at the end; -1 if there is none. */
  int lastStar() {
    return segments.lastIndexOf(STAR);
  }
}
