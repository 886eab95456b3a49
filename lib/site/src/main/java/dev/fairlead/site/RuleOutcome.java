package dev.fairlead.site;

import dev.fairlead.site.RedirectTable.Compiled;
import dev.fairlead.site.matching.Match;
import dev.fairlead.site.matching.Target;
import java.util.Optional;

/** What a redirect rule that applies comes to for one request. */
sealed interface RuleOutcome {

  /** Whether another request with the same path may come to something else, for its URL alone. */
  default boolean varies() {
    return false;
  }

  /** The rule leads nowhere for this request; the next one is tried. */
  record Skipped(String why, boolean varies) implements RuleOutcome {}

  /** The rule decides. */
  sealed interface Leads extends RuleOutcome {}

  /** The client is sent there. */
  record Away(String location, boolean varies) implements Leads {}

  /** Another server answers. */
  record Upstream(String url) implements Leads {}

  /**
   * A page of the site answers.
   *
   * @param path raw
   */
  record Page(String path, boolean varies) implements Leads {}

  /** No page answers, only a status. */
  record Plain() implements Leads {}

  static RuleOutcome of(Match<Compiled> match, SiteRequest request) {
    Target target = match.rule().target();
    if (target == null) {
      return new Plain();
    }
    Optional<Target.Filled> filled = target.fill(match);
    return filled.isPresent()
        ? of(match, filled.get(), request)
        : new Skipped("its target would have a segment . or .. for this request", false);
  }

  private static RuleOutcome of(Match<Compiled> match, Target.Filled target, SiteRequest request) {
    boolean samePath =
        target.path().equals(request.path())
            || (!match.isExact()
                && withoutSlash(target.path()).equals(withoutSlash(request.path())));
    // Then host and query decide whether the rule leads back to itself.
    boolean varies = samePath && (!target.isHere() || target.query() != null);
    if (samePath && isHost(target, request) && isQuery(target, request)) {
      return new Skipped("its target is the address itself", varies);
    }
    int status = match.rule().rule().status();
    if (status == 200 && !target.isHere()) {
      return new Upstream(target.withoutFragment().withQuery(request.query()));
    }
    return status >= 300 && status < 400
        ? new Away(target.withQuery(request.query()), varies)
        : new Page(target.path(), varies);
  }

  private static boolean isHost(Target.Filled target, SiteRequest request) {
    return target.isHere() || target.origin().equals(request.scheme() + "://" + request.host());
  }

  private static boolean isQuery(Target.Filled target, SiteRequest request) {
    return target.query() == null || target.query().equals(request.query());
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
