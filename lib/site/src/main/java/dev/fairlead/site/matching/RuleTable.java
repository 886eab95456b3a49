package dev.fairlead.site.matching;

import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rules by what they match: those for one path in a hash table, the others in a trie. A request
 * looks at no rule whose pattern does not match, so a hundred thousand cost what ten cost.
 *
 * <p>The patterns of one table have at most {@link #MAX_SHAPES} shapes, where a shape says which
 * segments are any: a request visits at most one node of the trie for each shape and segment. Rules
 * of further shapes and of more than 64 segments with a placeholder are left out.
 */
public final class RuleTable<R> {
  /**
   * Most shapes of patterns: {@code /a/:x} and {@code /b/:y} are of one, {@code /:x/a} of another.
   */
  public static final int MAX_SHAPES = 200;

  private final Map<String, RuleList<R>> exactPaths = new HashMap<>();
  private final Map<String, RuleList<R>> paths = new HashMap<>();
  private final PatternTrie<R> trie = new PatternTrie<>();
  private final Set<String> shapes = new HashSet<>();
  private final List<R> leftOut = new ArrayList<>();
  private boolean empty = true;

  private RuleTable() {}

  /**
   * Compiles rules.
   *
   * @param rules in the order of evaluation
   */
  public static <R> RuleTable<R> of(
      List<R> rules, Function<R, RuleScope> scope, Function<R, RuleConditions> conditions) {
    RuleTable<R> table = new RuleTable<>();
    for (int i = 0; i < rules.size(); i++) {
      R rule = rules.get(i);
      table.add(RankedRule.of(i, rule, scope.apply(rule), conditions.apply(rule)));
    }
    return table;
  }

  private void add(RankedRule<R> rule) {
    PathPattern pattern = rule.pattern();
    if (pattern.isStatic()) {
      Map<String, RuleList<R>> map = pattern.exact() ? exactPaths : paths;
      map.computeIfAbsent(pattern.key(), path -> new RuleList<>()).add(rule);
      empty = false;
    } else if (admits(pattern)) {
      trie.listFor(pattern).add(rule);
      empty = false;
    } else {
      leftOut.add(rule.rule());
    }
  }

  private boolean admits(PathPattern pattern) {
    if (pattern.segments().size() > PathPattern.MAX_SEGMENTS) {
      return false;
    }
    String shape = pattern.shape();
    return shapes.contains(shape) || (shapes.size() < MAX_SHAPES && shapes.add(shape));
  }

  /** Rules that are never found, for their pattern exceeds what a request may cost. */
  public List<R> leftOut() {
    return List.copyOf(leftOut);
  }

  /** Whether there is no rule to find. */
  public boolean isEmpty() {
    return empty;
  }

  /** The rules that a request may be for. */
  public Candidates<R> find(MatchedRequest request) {
    Candidates<R> candidates = new Candidates<>(request);
    if (!exactPaths.isEmpty()) {
      collect(exactPaths.get(request.path()), request, candidates);
    }
    if (!paths.isEmpty()) {
      collect(paths.get(PathPattern.withoutSlash(request.path())), request, candidates);
    }
    if (!shapes.isEmpty()) {
      trie.collect(request, candidates);
    }
    return candidates;
  }

  private static <R> void collect(
      @Nullable RuleList<R> rules, MatchedRequest request, Candidates<R> candidates) {
    if (rules != null) {
      rules.collect(request, candidates);
    }
  }
}
