package dev.fairlead.site;

import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.Match;
import dev.fairlead.site.matching.MatchedRequest;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The header rules of a site, compiled. What a combination of rules comes to is worked out once and
 * kept, as long as there is room.
 */
final class HeaderTable {
  /** Most combinations that are kept; a client that asks for more has each worked out anew. */
  static final int MAX_KEPT = 4_096;

  private static final Applied NOTHING = new Applied(ResponseHeaders.EMPTY, List.of(), false);

  private final RuleTable<HeaderRule> rules;
  private final Map<List<Integer>, ResponseHeaders> kept = new ConcurrentHashMap<>();

  HeaderTable(List<HeaderRule> all) {
    rules = RuleTable.of(all, HeaderRule::scope, rule -> RuleConditions.NONE);
  }

  /**
   * What the rules say to a request.
   *
   * @param rules those that apply, in order
   * @param varies whether they may say something else to another request with the same path
   */
  record Applied(ResponseHeaders headers, List<HeaderRule> rules, boolean varies) {}

  Applied apply(MatchedRequest request) {
    if (rules.isEmpty()) {
      return NOTHING;
    }
    Candidates<HeaderRule> candidates = rules.find(request);
    List<Integer> ranks = new ArrayList<>(4);
    List<HeaderRule> applying = new ArrayList<>(4);
    for (Match<HeaderRule> match = candidates.next(); match != null; match = candidates.next()) {
      ranks.add(match.rank());
      applying.add(match.rule());
    }
    return applying.isEmpty() && !candidates.varies()
        ? NOTHING
        : new Applied(headers(ranks, applying), applying, candidates.varies());
  }

  private ResponseHeaders headers(List<Integer> ranks, List<HeaderRule> applying) {
    if (applying.isEmpty()) {
      return ResponseHeaders.EMPTY;
    }
    ResponseHeaders known = kept.get(ranks);
    if (known != null) {
      return known;
    }
    ResponseHeaders worked = HeaderFields.of(applying);
    if (kept.size() >= MAX_KEPT) {
      return worked;
    }
    ResponseHeaders other = kept.putIfAbsent(List.copyOf(ranks), worked);
    return other == null ? worked : other;
  }
}
