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
 * of further shapes, of more than {@link #MAX_SEGMENTS} segments with a placeholder, and those that
 * {@link Candidates#MAX_TRIED} of the same pattern precede are left out.
 */
public final class RuleTable<R> {
  /**
   * Most shapes of patterns: {@code /a/:x} and {@code /b/:y} are of one, {@code /:x/a} of another.
   */
  public static final int MAX_SHAPES = 200;

  /** Most segments of a pattern that has more than text in it. */
  public static final int MAX_SEGMENTS = 64;

  /** Why a rule is left out. */
  public enum Reason {
    /** Its pattern is of another shape than the first {@link #MAX_SHAPES}. */
    SHAPES,
    /** Its pattern has more than {@link #MAX_SEGMENTS} segments. */
    SEGMENTS,
    /** {@link Candidates#MAX_TRIED} rules of the same pattern come before it. */
    TOO_MANY
  }

  /** A rule that is never found. */
  public record LeftOut<R>(R rule, Reason reason) {}

  private final Map<String, RuleList<R>> exactPaths = new HashMap<>();
  private final Map<String, RuleList<R>> paths = new HashMap<>();
  private final PatternTrie<R> trie = new PatternTrie<>();
  private final Set<String> shapes = new HashSet<>();
  private final List<LeftOut<R>> leftOut = new ArrayList<>();
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
    Reason refused = pattern.isStatic() ? null : refusal(pattern);
    if (refused == null && !listFor(pattern).add(rule)) {
      refused = Reason.TOO_MANY;
    }
    if (refused == null) {
      empty = false;
    } else {
      leftOut.add(new LeftOut<>(rule.rule(), refused));
    }
  }

  private RuleList<R> listFor(PathPattern pattern) {
    if (!pattern.isStatic()) {
      return trie.listFor(pattern);
    }
    Map<String, RuleList<R>> map = pattern.exact() ? exactPaths : paths;
    return map.computeIfAbsent(pattern.key(), path -> new RuleList<>());
  }

  private @Nullable Reason refusal(PathPattern pattern) {
    if (pattern.segments().size() > MAX_SEGMENTS) {
      return Reason.SEGMENTS;
    }
    String shape = pattern.shape();
    boolean admitted = shapes.contains(shape) || (shapes.size() < MAX_SHAPES && shapes.add(shape));
    return admitted ? null : Reason.SHAPES;
  }

  /** Rules that are never found, for they exceed what a request may cost. */
  public List<LeftOut<R>> leftOut() {
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
