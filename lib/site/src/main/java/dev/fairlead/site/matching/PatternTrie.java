package dev.fairlead.site.matching;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Patterns by their segments, to find all that match a path on one way down. */
final class PatternTrie<R> {
  private final Node<R> root = new Node<>();

  private static final class Node<R> {
    private final Map<String, Node<R>> literals = new HashMap<>(2);
    private @Nullable Node<R> any;
    private @Nullable RuleList<R> here;
    private @Nullable RuleList<R> exactlyHere;
    private @Nullable RuleList<R> below;
    private @Nullable RuleList<R> onlyBelow;

    Node<R> child(String segment) {
      if (!PathPattern.isAny(segment)) {
        return literals.computeIfAbsent(segment, name -> new Node<>());
      }
      Node<R> child = any == null ? new Node<>() : any;
      any = child;
      return child;
    }

    RuleList<R> listFor(PathPattern pattern) {
      if (pattern.andBelow()) {
        return pattern.exact() ? (onlyBelow = orNew(onlyBelow)) : (below = orNew(below));
      }
      return pattern.exact() ? (exactlyHere = orNew(exactlyHere)) : (here = orNew(here));
    }

    private static <R> RuleList<R> orNew(@Nullable RuleList<R> list) {
      return list == null ? new RuleList<>() : list;
    }
  }

  /** The rules of a pattern, to add one to them. */
  RuleList<R> listFor(PathPattern pattern) {
    Node<R> node = root;
    for (String segment : pattern.segments()) {
      node = node.child(segment);
    }
    return node.listFor(pattern);
  }

  void collect(MatchedRequest request, Candidates<R> candidates) {
    new Walk<>(request, candidates).visit(root, 0);
  }

  /** One request on its way down; no deeper than the longest pattern. */
  private static final class Walk<R> {
    private final MatchedRequest request;
    private final PathSegments segments;
    private final Candidates<R> candidates;

    Walk(MatchedRequest request, Candidates<R> candidates) {
      this.request = request;
      this.segments = request.segments();
      this.candidates = candidates;
    }

    void visit(Node<R> node, int depth) {
      candidates.visit();
      take(node.below);
      if (depth == segments.countWithoutSlash()) {
        take(node.here);
      }
      if (depth == segments.count()) {
        take(node.exactlyHere);
        return;
      }
      take(node.onlyBelow);
      if (!node.literals.isEmpty()) {
        Node<R> literal = node.literals.get(segments.get(depth));
        if (literal != null) {
          visit(literal, depth + 1);
        }
      }
      if (node.any != null && !segments.isEmpty(depth)) {
        visit(node.any, depth + 1);
      }
    }

    private void take(@Nullable RuleList<R> rules) {
      if (rules != null) {
        rules.collect(request, candidates);
      }
    }
  }
}
