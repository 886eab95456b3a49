package dev.fairlead.site.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one pattern, in order; those that want a parameter to have a value are found by it.
 */
final class RuleList<R> {
  private final List<RankedRule<R>> ordinary = new ArrayList<>(1);
  private @Nullable Map<Parameter, List<RankedRule<R>>> byParameter;
  private boolean conditional;

  /** Adds a rule unless so many come before it that it would never be tried; whether it has. */
  boolean add(RankedRule<R> rule) {
    List<RankedRule<R>> before = listOf(rule.key());
    if (before.size() >= Candidates.MAX_TRIED) {
      return false;
    }
    conditional |= rule.conditional();
    return before.add(rule);
  }

  private List<RankedRule<R>> listOf(@Nullable Parameter key) {
    if (key == null) {
      return ordinary;
    }
    if (byParameter == null) {
      byParameter = new HashMap<>();
    }
    return byParameter.computeIfAbsent(key, parameter -> new ArrayList<>(1));
  }

  /** Adds the rules that a request with a path of this pattern may be for. */
  void collect(MatchedRequest request, Candidates<R> candidates) {
    if (conditional) {
      candidates.vary();
    }
    candidates.add(ordinary);
    if (byParameter == null) {
      return;
    }
    for (Parameter parameter : request.parameters()) {
      candidates.add(byParameter.getOrDefault(parameter, List.of()));
    }
  }
}
