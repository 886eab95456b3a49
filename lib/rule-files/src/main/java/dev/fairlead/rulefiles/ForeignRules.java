package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The lists {@code redirects}, {@code rewrites} and {@code headers}, which Vercel and Firebase
 * write alike but for their patterns. Redirects come before the files of the site, rewrites after
 * them.
 */
final class ForeignRules {
  /** The rest in a target, but no name that only begins so. */
  private static final Pattern REST = Pattern.compile("/:" + RulePath.SPLAT + "(?![A-Za-z0-9_])");

  private final RuleFileKind kind;
  private final Reading reading;
  private final Reader<ForeignPattern> patterns;

  /** Reads a part of a rule. */
  interface Reader<T> {
    T read(Section rule) throws InvalidRuleException;
  }

  /**
   * Prepares for one file.
   *
   * @param kind of the file
   */
  ForeignRules(RuleFileKind kind, Reading reading, Reader<ForeignPattern> patterns) {
    this.kind = kind;
    this.reading = reading;
    this.patterns = patterns;
  }

  void read(Section parent, Reader<Long> redirectStatus) {
    each(parent, "redirects", rule -> redirect(rule, redirectStatus, true));
    each(parent, "rewrites", rule -> redirect(rule, rewrite -> 200L, false));
    each(parent, "headers", this::headers);
  }

  /**
   * The status of an entry of {@code redirects}, which cannot be a rewrite or an error.
   *
   * @throws InvalidRuleException if it is none that redirects
   */
  static long checkRedirect(String key, long status) throws InvalidRuleException {
    if (status < 300 || status > 399) {
      throw new InvalidRuleException(
          "%s is %d, which is no redirect (expected: 301, 302, 303, 307 or 308)."
              .formatted(key, status));
    }
    return status;
  }

  private void each(Section parent, String key, Consumer<Section> rule) {
    try {
      parent.sections(key).forEach(rule);
    } catch (InvalidRuleException e) {
      reading.problems().error(parent.sourceOf(key), e.sentence());
    }
  }

  private void redirect(Section rule, Reader<Long> status, boolean force) {
    try {
      long code = status.read(rule);
      ForeignPattern pattern = patterns.read(rule);
      String to = rule.needText("destination");
      String target = pattern.target(to);
      rule.end();
      Words words = new Words(kind, rule.source(), rule.needText("source"), to);
      String withoutRest = REST.matcher(target).replaceAll("");
      if (pattern.maybeNoRest() && !withoutRest.equals(target) && hasPath(withoutRest)) {
        // Both hosts leave out the slash before a rest that is not there.
        reading.addDerivedRedirect(draft(words, pattern.withoutRest(), withoutRest, code, force));
        reading.addRedirect(draft(words, pattern.withRest(), target, code, force));
      } else {
        reading.addRedirect(draft(words, pattern, target, code, force));
      }
    } catch (InvalidRuleException e) {
      reading.problems().error(rule.source(), e.sentence());
    }
  }

  private static RedirectDraft draft(
      Words words, ForeignPattern pattern, String to, long status, boolean force) {
    return new RedirectDraft(
        words, pattern.path(), pattern.exact(), RuleConditions.NONE, to, status, force);
  }

  private static boolean hasPath(String target) {
    Origin origin = Origin.of(target);
    return (origin == null ? target : origin.rest()).startsWith("/");
  }

  private void headers(Section block) {
    try {
      ForeignPattern pattern = patterns.read(block);
      RulePath path = RulePath.parse(pattern.path());
      BlockFields fields = new BlockFields(false);
      for (Section header : block.sections("headers")) {
        header(header, fields);
      }
      block.end();
      RuleScope scope = new RuleScope(null, null, path.path(), pattern.exact());
      reading.addHeaders(new HeaderRule(block.source(), scope, fields.toList()));
    } catch (InvalidRuleException e) {
      reading.problems().error(block.source(), e.sentence());
    }
  }

  /** What is wrong with one header is told, and the others are applied. */
  private void header(Section header, BlockFields fields) {
    try {
      fields.set(header.needText("key"), header.needText("value"));
      header.end();
    } catch (InvalidRuleException e) {
      reading.problems().error(header.source(), e.sentence());
    }
  }
}
