package dev.fairlead.site.matching;

import dev.fairlead.site.rules.Criterion;
import dev.fairlead.site.rules.RuleConditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules whose pattern matches one request, given out in the order of evaluation. */
public final class Candidates<R> {
  /** Most rules that are tried for one request; those behind them do not apply. */
  public static final int MAX_TRIED = 1_000;

  private final MatchedRequest request;
  private List<List<RankedRule<R>>> lists = List.of();
  private int[] positions = {};
  private Set<Criterion> criteria = Set.of();
  private boolean varies;
  private int tried;
  private int visited;

  Candidates(MatchedRequest request) {
    this.request = request;
  }

  void add(List<RankedRule<R>> rules) {
    if (rules.isEmpty()) {
      return;
    }
    if (lists.isEmpty()) {
      lists = new ArrayList<>(4);
      positions = new int[4];
    } else if (lists.size() == positions.length) {
      positions = Arrays.copyOf(positions, 2 * positions.length);
    }
    lists.add(rules);
  }

  void vary() {
    varies = true;
  }

  void visit() {
    visited++;
  }

  /** How many nodes of the trie of patterns were looked at. */
  int visited() {
    return visited;
  }

  /** How much was looked at so far: lists for each rule that was tried, and nodes of the trie. */
  public long work() {
    return (long) tried * lists.size() + visited;
  }

  /** Whether another request with the same path may have other rules. */
  public boolean varies() {
    return varies;
  }

  /** The next rule that applies; null if there is none. */
  public @Nullable Match<R> next() {
    while (tried < MAX_TRIED) {
      RankedRule<R> rule = poll();
      if (rule == null) {
        return null;
      }
      tried++;
      if (rule.isForUrl(request)) {
        note(rule.conditions());
        if (rule.isForSender(request)) {
          return new Match<>(rule, request);
        }
      }
    }
    return null;
  }

  /** What of who sends the request has been looked at so far. */
  public Set<Criterion> criteria() {
    return criteria;
  }

  private void note(RuleConditions conditions) {
    note(Criterion.COUNTRY, conditions.countries());
    note(Criterion.LANGUAGE, conditions.languages());
    note(Criterion.COOKIE, conditions.cookies());
  }

  private void note(Criterion criterion, Set<String> wanted) {
    if (!wanted.isEmpty()) {
      criteria = criteria.isEmpty() ? EnumSet.noneOf(Criterion.class) : criteria;
      criteria.add(criterion);
    }
  }

  private @Nullable RankedRule<R> poll() {
    int first = -1;
    RankedRule<R> found = null;
    for (int i = 0; i < lists.size(); i++) {
      List<RankedRule<R>> list = lists.get(i);
      int position = positions[i];
      if (position < list.size() && (found == null || list.get(position).rank() < found.rank())) {
        found = list.get(position);
        first = i;
      }
    }
    if (found != null) {
      positions[first]++;
    }
    return found;
  }
}
