package dev.fairlead.site.matching;

import java.util.Map;
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

  /** Whether a slash at the end of the path matters to the rule. */
  public boolean isExact() {
    return ranked.pattern().exact();
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

  /** The decoded value that a placeholder captures, of several the first by name; null if none. */
  @Nullable String fromQuery(String placeholder) {
    for (Map.Entry<String, String> captured : ranked.captured().entrySet()) {
      if (captured.getValue().equals(placeholder)) {
        return request.parameter(captured.getKey());
      }
    }
    return null;
  }
}
