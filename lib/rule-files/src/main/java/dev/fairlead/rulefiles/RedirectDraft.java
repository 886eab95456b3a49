package dev.fairlead.rulefiles;

import dev.fairlead.network.PublicNames;
import dev.fairlead.site.Resolution.Reason;
import dev.fairlead.site.SiteAddresses;
import dev.fairlead.site.matching.DotSegments;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A redirect rule as some file has it, not yet checked.
 *
 * @param from path or absolute URL, in our grammar
 * @param exact whether a trailing slash matters
 * @param to path or absolute URL, in our grammar
 */
record RedirectDraft(
    Words words,
    String from,
    boolean exact,
    RuleConditions conditions,
    String to,
    long status,
    boolean force) {

  /**
   * The rule, if it can be applied.
   *
   * @throws InvalidRuleException if not
   */
  RedirectRule toRule(ProblemList problems) throws InvalidRuleException {
    checkStatus(status);
    RulePath pattern;
    RuleScope scope;
    try {
      ScopeText text = ScopeText.of(from);
      pattern = RulePath.parse(text.path());
      scope = new RuleScope(text.scheme(), text.hostName(), pattern.path(), exact);
    } catch (InvalidRuleException e) {
      throw e.at(words.fromSource());
    }
    RuleTarget target = target();
    if (isOwn(scope, target)) {
      throw new InvalidRuleException(ownTarget());
    }
    tellOfUnknownNames(pattern, target, problems);
    return new RedirectRule(words.source(), scope, conditions, target.text(), (int) status, force);
  }

  private RuleTarget target() throws InvalidRuleException {
    try {
      RuleTarget target = RuleTarget.parse(to, words.to());
      checkTarget(target);
      return target;
    } catch (InvalidRuleException e) {
      throw e.at(words.toSource());
    }
  }

  private void checkStatus(long status) throws InvalidRuleException {
    if (status < 0 || status > 999 || !RedirectRule.STATUSES.contains((int) status)) {
      throw new InvalidRuleException(
          "The status is %d (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451)."
              .formatted(status),
          words.statusSource());
    }
  }

  private void checkTarget(RuleTarget target) throws InvalidRuleException {
    if (target.isLocal() && target.path().startsWith("/.netlify/")) {
      throw new InvalidRuleException(
          "%s is a service of Netlify that is not here; functions cannot be deployed."
              .formatted(Quoted.of(target.path())));
    }
    boolean redirects = status >= 300 && status < 400;
    checkPath(target, redirects);
    if (redirects) {
      return;
    }
    if (target.hasFragment()) {
      throw new InvalidRuleException(
          "A rule with status %d cannot have a target with a fragment (#); only a redirect can."
              .formatted(status));
    }
    if (target.isLocal()) {
      return;
    }
    if (status != 200) {
      throw new InvalidRuleException(
          "A rule with status %d needs a page of this site as its target.".formatted(status));
    }
    if (!"https".equals(target.scheme())) {
      throw new InvalidRuleException(
          "A rewrite to another host must use https://; %s does not."
              .formatted(Quoted.of(words.to())));
    }
    if (!PublicNames.mayBePublic(String.valueOf(target.host()))) {
      throw new InvalidRuleException(
          "The host %s is not on the public internet, so the edge will not ask it; write a public one."
              .formatted(Quoted.of(String.valueOf(target.host()))));
    }
  }

  /** A browser resolves dots by itself, but what a request has filled in never has any. */
  private void checkPath(RuleTarget target, boolean redirects) throws InvalidRuleException {
    boolean dots = DotSegments.areInRaw(target.path());
    if (dots && (!redirects || target.hasPlaceholders())) {
      throw new InvalidRuleException(
          "The target %s has a . or .. segment; write the path it means."
              .formatted(Quoted.of(words.to())));
    }
    Optional<Reason> refusal =
        target.isLocal() && !dots ? SiteAddresses.refusal(target.path()) : Optional.empty();
    if (refusal.isPresent()) {
      throw new InvalidRuleException(
          "The target %s cannot be answered, since all requests for it are refused. %s"
              .formatted(Quoted.of(words.to()), refusal.get().sentence()));
    }
  }

  private boolean isOwn(RuleScope scope, RuleTarget target) {
    boolean samePlace =
        target.isLocal()
            || (target.scheme() != null
                && target.scheme().equals(scope.scheme())
                && String.valueOf(target.host()).equals(scope.host()));
    return samePlace
        && !target.hasQuery()
        && plain(scope.path().replaceAll("/\\*$", "/:splat")).equals(plain(target.path()));
  }

  /** The path as the rule compares it. */
  private String plain(String path) {
    return !exact && path.length() > 1 && path.endsWith("/")
        ? path.substring(0, path.length() - 1)
        : path;
  }

  private String ownTarget() {
    String slashes =
        exact
            ? "."
            : "; addresses with and without trailing slash are the same to a rule, see HTML"
                + " handling.";
    return "The target of %s is the path itself, so the rule is left out%s"
        .formatted(Quoted.of(words.from()), slashes);
  }

  private void tellOfUnknownNames(RulePath pattern, RuleTarget target, ProblemList problems) {
    Set<String> unknown = new TreeSet<>(target.names());
    unknown.removeAll(pattern.names());
    conditions.query().values().stream()
        .filter(value -> value.startsWith(":"))
        .forEach(value -> unknown.remove(value.substring(1)));
    if (!unknown.isEmpty()) {
      problems.warning(
          words.toSource(),
          "The target has :%s in it, which nothing in the path or the query captures; it stays as it is."
              .formatted(String.join(" and :", unknown)));
    }
  }
}
