package dev.fairlead.site;

import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.MatchedRequest;
import dev.fairlead.site.matching.RuleTable;
import dev.fairlead.site.matching.Target;
import dev.fairlead.site.rules.RedirectRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The redirects and rewrites of a site, compiled: those that come before its files, or the others.
 */
final class RedirectTable {
  private final RuleTable<Compiled> rules;

  /**
   * A rule and where it leads.
   *
   * @param target null for a 404, 410 or 451 without a page
   */
  record Compiled(RedirectRule rule, @Nullable Target target) {}

  /**
   * Compiles the rules that are forced, or those that are not. One that leads nowhere is left out.
   */
  RedirectTable(List<RedirectRule> all, boolean forced) {
    List<Compiled> compiled =
        all.stream()
            .filter(rule -> rule.force() == forced)
            .map(RedirectTable::compile)
            .flatMap(Optional::stream)
            .toList();
    rules = RuleTable.of(compiled, c -> c.rule.scope(), c -> c.rule.conditions());
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  Candidates<Compiled> find(MatchedRequest request) {
    return rules.find(request);
  }

  private static Optional<Compiled> compile(RedirectRule rule) {
    @Nullable Target target = Target.of(rule.to()).orElse(null);
    if (rule.status() >= 400) {
      return Optional.of(new Compiled(rule, target != null && target.isHere() ? target : null));
    }
    boolean leads = target != null && (rule.status() != 200 || target.isHere() || target.isHttps());
    return leads ? Optional.of(new Compiled(rule, target)) : Optional.empty();
  }
}
