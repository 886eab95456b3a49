package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleScope;
import java.util.List;

/**
 * The redirects of a site and what else can answer for their paths and targets.
 *
 * @param rules in the order of evaluation
 * @param unconditional those of them that apply to every request for their paths, by their place in
 *     that order
 */
record EvaluatedRedirects(
    List<ReadRedirect> rules, ScopeTries unconditional, PublishedAddresses published) {

  ReadRedirect get(int place) {
    return rules.get(place);
  }

  /** The place of the first one that answers all of a scope; {@link CoveringTrie#NONE} if none. */
  int firstCovering(RuleScope scope) {
    return unconditional.firstCovering(scope);
  }
}
