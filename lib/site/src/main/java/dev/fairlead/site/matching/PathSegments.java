package dev.fairlead.site.matching;

/**
 * Where the segments of a raw path begin and end, as far as patterns go. {@code /a/} has two, the
 * second empty.
 */
final class PathSegments {
  /** As many as a pattern can have, one for a slash at the end, one to see that there are more. */
  private static final int MAX = RuleTable.MAX_SEGMENTS + 2;

  private final String path;
  private final int[] ends = new int[MAX];
  private final int count;

  PathSegments(String path) {
    this.path = path;
    int found = 0;
    int start = 1;
    while (found < MAX) {
      int slash = path.indexOf('/', start);
      ends[found++] = slash < 0 ? path.length() : slash;
      if (slash < 0) {
        break;
      }
      start = slash + 1;
    }
    count = found;
  }

  int count() {
    return count;
  }

  /** How many there are if a slash at the end means nothing. */
  int countWithoutSlash() {
    return isEmpty(count - 1) ? count - 1 : count;
  }

  boolean isEmpty(int index) {
    return start(index) == ends[index];
  }

  String get(int index) {
    return path.substring(start(index), ends[index]);
  }

  /** The path from a segment to its end; empty if there are fewer. */
  String from(int index) {
    return index >= count ? "" : path.substring(start(index));
  }

  private int start(int index) {
    return index == 0 ? 1 : ends[index - 1] + 1;
  }
}
