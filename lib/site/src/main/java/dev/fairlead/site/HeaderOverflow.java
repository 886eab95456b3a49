package dev.fairlead.site;

import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.Match;
import dev.fairlead.site.matching.MatchedRequest;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Finds header rules of which something is left out, since together with others they give one
 * answer more than it may have. It asks for one path that each rule matches, then for one that two
 * patterns both match, and so on for what these have in common with a third. All it finds is so; it
 * stops after a fixed amount of work, so that of very many patterns it may miss some.
 */
public final class HeaderOverflow {
  private static final int MAX_WORK = 5_000_000;
  private static final int MAX_CROSSINGS = 1_000_000;

  /** In the place of a placeholder; hardly the name of anything. */
  private static final String ANY = "~";

  private final RuleTable<HeaderRule> table;
  private final Set<List<Integer>> seen = new HashSet<>();
  private final Set<HeaderRule> found = new LinkedHashSet<>();
  private int work;

  private HeaderOverflow(List<HeaderRule> rules) {
    table = RuleTable.of(rules, HeaderRule::scope, rule -> RuleConditions.NONE);
  }

  /** The rules of which a field is left out, each once, in the order found. */
  public static List<HeaderRule> find(List<HeaderRule> rules) {
    if (fits(rules)) {
      return List.of();
    }
    HeaderOverflow overflow = new HeaderOverflow(rules);
    rules.forEach(rule -> overflow.ask(rule.scope()));
    overflow.askWherePatternsCross(
        rules.stream().map(HeaderRule::scope).filter(ScopeCrossing::isPattern).distinct().toList());
    return List.copyOf(overflow.found);
  }

  private void ask(RuleScope scope) {
    HeaderRule beyond = work > MAX_WORK ? null : HeaderFields.firstBeyond(applyingWith(scope));
    if (beyond != null) {
      found.add(beyond);
    }
  }

  private void askWherePatternsCross(List<RuleScope> patterns) {
    Set<RuleScope> known = new HashSet<>();
    Deque<RuleScope> open = new ArrayDeque<>(patterns);
    int crossings = 0;
    while (!open.isEmpty()) {
      RuleScope scope = open.remove();
      for (RuleScope pattern : patterns) {
        if (++crossings > MAX_CROSSINGS) {
          return;
        }
        Optional<RuleScope> crossing = ScopeCrossing.of(scope, pattern);
        if (crossing.isPresent() && known.add(crossing.get())) {
          ask(crossing.get());
          open.add(crossing.get());
        }
      }
    }
  }

  /** All rules that apply to a path of a scope; none if that combination was seen before. */
  private List<HeaderRule> applyingWith(RuleScope scope) {
    Candidates<HeaderRule> candidates = table.find(request(scope));
    List<HeaderRule> applying = new ArrayList<>();
    List<Integer> ranks = new ArrayList<>();
    for (Match<HeaderRule> match = candidates.next(); match != null; match = candidates.next()) {
      applying.add(match.rule());
      ranks.add(match.rank());
    }
    work += applying.size() + 1;
    if (fits(applying) || !seen.add(ranks)) {
      return List.of();
    }
    work += applying.stream().mapToInt(rule -> rule.fields().size()).sum();
    return applying;
  }

  private static boolean fits(List<HeaderRule> rules) {
    long fields = 0;
    long characters = 0;
    for (HeaderRule rule : rules) {
      fields += rule.fields().size();
      for (HeaderRule.Field field : rule.fields()) {
        String value = Objects.requireNonNullElse(field.value(), "");
        // A value that joins another has a comma and a space before it.
        characters += field.name().length() + value.length() + 2;
      }
    }
    return fields <= ResponseHeaders.MAX_FIELDS && characters <= ResponseHeaders.MAX_CHARACTERS;
  }

  private static MatchedRequest request(RuleScope scope) {
    StringBuilder path = new StringBuilder();
    for (String segment : scope.path().substring(1).split("/", -1)) {
      boolean any = segment.equals("*") || segment.startsWith(":");
      path.append('/').append(any ? ANY : segment);
    }
    return new MatchedRequest(
        Objects.requireNonNullElse(scope.scheme(), "https"),
        Objects.requireNonNullElse(scope.host(), ANY),
        path.toString(),
        null,
        null,
        null,
        null);
  }
}
