package dev.fairlead.site.matching;

import dev.fairlead.site.rules.RuleScope;
import org.jspecify.annotations.Nullable;

/** A rule that applies to a request, and what its placeholders stand for there. */
public final class Match<R> {
  private final RankedRule<R> ranked;
  private final MatchedRequest request;

  Match(RankedRule<R> ranked, MatchedRequest request) {
    this.ranked = ranked;
    this.request = request;
  }

  public R rule() {
    return ranked.rule();
  }

  /** The place of the rule in the order of evaluation, from 0. */
  public int rank() {
    return ranked.rank();
  }

  public RuleScope scope() {
    return ranked.scope();
  }

  /** Whether the rule is for one path and nothing else, so that no client can invent more. */
  public boolean isStatic() {
    return ranked.pattern().isStatic();
  }

  /** The raw text of the path that a placeholder stands for; null if the path has no such name. */
  @Nullable String fromPath(String placeholder) {
    PathPattern pattern = ranked.pattern();
    if (!placeholder.equals(Placeholders.SPLAT)) {
      int segment = pattern.indexOf(placeholder);
      return segment < 0 ? null : request.segments().get(segment);
    }
    if (pattern.andBelow()) {
      return request.segments().from(pattern.segments().size());
    }
    int star = pattern.lastStar();
    return star < 0 ? null : request.segments().get(star);
  }

  /** The decoded value of the parameter that a placeholder captures; null if none does. */
  @Nullable String fromQuery(String placeholder) {
    String parameter = ranked.captured().get(placeholder);
    return parameter == null ? null : request.parameter(parameter);
  }
}
