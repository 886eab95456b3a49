package dev.fairlead.rulefiles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Patterns by their segments, to find the first one that matches whatever another pattern matches.
 * A search gives up after a fixed number of steps, so it may miss one, and a hundred thousand
 * searches stay fast whatever the patterns.
 */
final class CoveringTrie {
  static final int NONE = -1;
  private static final int MAX_STEPS = 256;

  private final boolean exact;
  private final Node root = new Node();

  /**
   * An empty trie.
   *
   * @param exact whether a trailing slash matters to its patterns
   */
  CoveringTrie(boolean exact) {
    this.exact = exact;
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>(2);
    private @Nullable Node any;
    private int here = NONE;
    private int below = NONE;

    Node child(String segment) {
      if (isAny(segment)) {
        Node child = any == null ? new Node() : any;
        any = child;
        return child;
      }
      return literals.computeIfAbsent(segment, name -> new Node());
    }
  }

  /** Adds a pattern; of equal ones the first counts. */
  void add(String path, int order) {
    Segments segments = Segments.of(path, exact);
    Node node = root;
    for (String segment : segments.names()) {
      node = node.child(segment);
    }
    if (segments.andBelow()) {
      node.below = node.below == NONE ? order : node.below;
    } else {
      node.here = node.here == NONE ? order : node.here;
    }
  }

  /** The smallest order of a pattern that matches all that this one matches; {@link #NONE}. */
  int firstCovering(String path, boolean pathIsExact) {
    Search search = new Search(Segments.of(path, exact && pathIsExact), pathIsExact);
    search.visit(root, 0);
    return search.first;
  }

  private static boolean isAny(String segment) {
    return segment.equals("*") || segment.startsWith(":");
  }

  private record Segments(List<String> names, boolean andBelow) {
    static Segments of(String path, boolean exact) {
      List<String> names = new ArrayList<>(Arrays.asList(path.substring(1).split("/", -1)));
      boolean andBelow = names.getLast().equals("*");
      if (andBelow || (!exact && names.getLast().isEmpty())) {
        names.removeLast();
      }
      return new Segments(names, andBelow);
    }
  }

  private final class Search {
    private final Segments wanted;
    private final boolean wantedIsExact;
    private int first = NONE;
    private int steps;

    Search(Segments wanted, boolean wantedIsExact) {
      this.wanted = wanted;
      this.wantedIsExact = wantedIsExact;
    }

    void visit(Node node, int depth) {
      if (++steps > MAX_STEPS) {
        return;
      }
      if (coversFrom(depth)) {
        take(node.below);
      }
      if (depth == wanted.names().size()) {
        boolean coversHere = !wanted.andBelow() && (!exact || wantedIsExact);
        take(coversHere ? node.here : NONE);
        return;
      }
      String segment = wanted.names().get(depth);
      Node literal = isAny(segment) ? null : node.literals.get(segment);
      if (literal != null) {
        visit(literal, depth + 1);
      }
      if (node.any != null && !segment.isEmpty()) {
        visit(node.any, depth + 1);
      }
    }

    /** Whether a {@code *} after so many segments matches all that is wanted. */
    private boolean coversFrom(int depth) {
      boolean whole = !exact || (wantedIsExact && wanted.andBelow());
      return whole ? depth <= wanted.names().size() : depth < wanted.names().size();
    }

    private void take(int order) {
      if (order != NONE && (first == NONE || order < first)) {
        first = order;
      }
    }
  }
}
