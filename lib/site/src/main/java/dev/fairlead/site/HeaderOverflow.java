package dev.fairlead.site;

import static java.util.Comparator.comparingInt;

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
import java.util.Set;

/**
 * Finds header rules of which something is left out, since together with others they give one
 * answer more than it may have. It asks for one path that each rule matches, then for one that two
 * patterns both match, and so on for what these have in common with a third. All it finds is so; it
 * stops after a fixed amount of work, and goes on from as many crossings as a fixed amount of
 * memory holds, so that of very many or very long patterns it may miss some.
 */
public final class HeaderOverflow {
  /** Work for two scopes that are compared, beside one for each character. */
  private static final int WORK_OF_CROSSING = 100;

  /** Work for a path that is asked for, and for each of its characters. */
  private static final int WORK_OF_PATH = 1_000;

  private static final int WORK_OF_CHARACTER = 10;

  /** Work for a field that is counted, and for one that is added up, beside its characters. */
  private static final int WORK_OF_COUNTING = 10;

  private static final int WORK_OF_ADDING = 200;

  /** Bytes of a hash that is kept, and of a scope beside its path. */
  private static final int BYTES_OF_HASH = 64;

  private static final int BYTES_OF_SCOPE = 128;

  /** In the place of a placeholder; hardly the name of anything. */
  private static final String ANY = "~";

  private final RuleTable<HeaderRule> table;
  private final SearchBudget budget = new SearchBudget();

  /** Hashes of the combinations of rules that were looked at; two alike would hide one. */
  private final Set<Long> seen = new HashSet<>();

  /** Hashes of the crossings that were asked for. */
  private final Set<Long> known = new HashSet<>();

  private final Deque<RuleScope> open = new ArrayDeque<>();
  private final Set<HeaderRule> found = new LinkedHashSet<>();

  HeaderOverflow(List<HeaderRule> rules) {
    table = RuleTable.of(rules, HeaderRule::scope, rule -> RuleConditions.NONE);
  }

  /** The rules of which a field is left out, each once, in the order found. */
  public static List<HeaderRule> find(List<HeaderRule> rules) {
    if (fits(rules)) {
      return List.of();
    }
    return new HeaderOverflow(rules).search(rules);
  }

  SearchBudget budget() {
    return budget;
  }

  /** Crossings from which the search has yet to go on. */
  List<RuleScope> waiting() {
    return List.copyOf(open);
  }

  List<HeaderRule> search(List<HeaderRule> rules) {
    rules.forEach(rule -> ask(rule.scope()));
    List<RuleScope> patterns = patterns(rules);
    for (int i = 0; i < patterns.size() && !budget.isSpent(); i++) {
      askWhereCrossing(patterns.get(i), patterns.subList(i + 1, patterns.size()));
    }
    while (!open.isEmpty() && !budget.isSpent()) {
      RuleScope scope = open.remove();
      budget.release(bytesOf(scope));
      askWhereCrossing(scope, patterns);
    }
    return List.copyOf(found);
  }

  /** Those of most headers first: what can be too much is looked at before the work is done. */
  private static List<RuleScope> patterns(List<HeaderRule> rules) {
    return rules.stream()
        .filter(rule -> ScopeCrossing.isPattern(rule.scope()))
        .sorted(comparingInt((HeaderRule rule) -> rule.fields().size()).reversed())
        .map(HeaderRule::scope)
        .distinct()
        .toList();
  }

  private void ask(RuleScope scope) {
    HeaderRule beyond = budget.isSpent() ? null : HeaderFields.firstBeyond(applyingWith(scope));
    if (beyond != null) {
      found.add(beyond);
    }
  }

  private void askWhereCrossing(RuleScope scope, List<RuleScope> patterns) {
    for (RuleScope pattern : patterns) {
      if (budget.isSpent()) {
        return;
      }
      budget.spend(WORK_OF_CROSSING + scope.path().length() + pattern.path().length());
      ScopeCrossing.of(scope, pattern).filter(this::isNew).ifPresent(this::askAndGoOnFrom);
    }
  }

  private void askAndGoOnFrom(RuleScope crossing) {
    ask(crossing);
    if (budget.keep(bytesOf(crossing))) {
      open.add(crossing);
    }
  }

  private boolean isNew(RuleScope scope) {
    return remember(known, hashOf(scope));
  }

  /** Whether a hash is new; where there is no room for more, each that is not known is. */
  private boolean remember(Set<Long> hashes, long hash) {
    if (hashes.contains(hash)) {
      return false;
    }
    if (budget.keep(BYTES_OF_HASH)) {
      hashes.add(hash);
    }
    return true;
  }

  private static long hashOf(RuleScope scope) {
    long hash = Hash64.with(0, String.valueOf(scope.scheme()));
    return Hash64.with(Hash64.with(hash, String.valueOf(scope.host())), scope.path());
  }

  private static long bytesOf(RuleScope scope) {
    return BYTES_OF_SCOPE + scope.path().length();
  }

  /** All rules that apply to a path of a scope; none if that combination was seen before. */
  private List<HeaderRule> applyingWith(RuleScope scope) {
    Candidates<HeaderRule> candidates = table.find(request(scope));
    List<HeaderRule> applying = new ArrayList<>();
    long ranks = 0;
    for (Match<HeaderRule> match = candidates.next(); match != null; match = candidates.next()) {
      applying.add(match.rule());
      ranks = Hash64.with(ranks, match.rank());
    }
    long fields = applying.stream().mapToLong(rule -> rule.fields().size()).sum();
    budget.spend(WORK_OF_PATH + WORK_OF_CHARACTER * (long) scope.path().length());
    budget.spend(candidates.work() + WORK_OF_COUNTING * fields);
    if (fits(applying) || !remember(seen, ranks)) {
      return List.of();
    }
    budget.spend(WORK_OF_ADDING * fields + characters(applying));
    return applying;
  }

  private static boolean fits(List<HeaderRule> rules) {
    long fields = rules.stream().mapToLong(rule -> rule.fields().size()).sum();
    return fields <= ResponseHeaders.MAX_FIELDS
        && characters(rules) <= ResponseHeaders.MAX_CHARACTERS;
  }

  private static long characters(List<HeaderRule> rules) {
    long characters = 0;
    for (HeaderRule rule : rules) {
      for (HeaderRule.Field field : rule.fields()) {
        String value = Objects.requireNonNullElse(field.value(), "");
        // A value that joins another has a comma and a space before it.
        characters += field.name().length() + value.length() + 2;
      }
    }
    return characters;
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
