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

  private final Dialect dialect;
  private final Reading reading;

  /** What the two hosts write each in its own way. */
  interface Dialect {
    RuleFileKind kind();

    /**
     * Refuses a rule for what it asks of the host.
     *
     * @throws InvalidRuleException if it needs what is not here
     */
    void check(Section rule) throws InvalidRuleException;

    /** The paths that a source is for. */
    ForeignPattern pattern(String source) throws InvalidRuleException;

    /** The status of an entry of {@code redirects}. */
    long status(Section redirect) throws InvalidRuleException;
  }

  private interface StatusReader {
    long read(Section rule) throws InvalidRuleException;
  }

  ForeignRules(Dialect dialect, Reading reading) {
    this.dialect = dialect;
    this.reading = reading;
  }

  void read(Section parent) {
    each(parent, "redirects", rule -> redirect(rule, dialect::status, true));
    each(parent, "rewrites", rule -> redirect(rule, rewrite -> 200, false));
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
      reading.problems().error(e.sourceOr(parent.sourceOf(key)), e.sentence());
    }
  }

  private void redirect(Section rule, StatusReader status, boolean force) {
    try {
      dialect.check(rule);
      long code = status.read(rule);
      rule.end("source", "destination");
      String from = rule.needText("source");
      String to = rule.needText("destination");
      ForeignPattern pattern = dialect.pattern(from);
      String target = pattern.target(to);
      Words words = new Words(dialect.kind(), rule.source(), from, to);
      String withoutRest = REST.matcher(target).replaceAll("");
      if (pattern.maybeNoRest() && !withoutRest.equals(target) && hasPath(withoutRest)) {
        // Both hosts leave out the slash before a rest that is not there.
        reading.addDerivedRedirect(draft(words, pattern.withoutRest(), withoutRest, code, force));
        reading.addRedirect(draft(words, pattern.withRest(), target, code, force));
      } else {
        reading.addRedirect(draft(words, pattern, target, code, force));
      }
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(rule.source()), e.sentence());
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
      dialect.check(block);
      BlockFields fields = new BlockFields(false);
      for (Section header : block.sections("headers")) {
        header(header, fields);
      }
      block.end("source");
      String from = block.needText("source");
      ForeignPattern pattern = dialect.pattern(from);
      RuleScope scope =
          new RuleScope(null, null, RulePath.parse(pattern.path()).path(), pattern.exact());
      reading.addHeaders(new HeaderRule(block.source(), scope, fields.toList()), from);
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(block.source()), e.sentence());
    }
  }

  /** What is wrong with one header is told, and the others are applied. */
  private void header(Section header, BlockFields fields) {
    try {
      header.end("key", "value");
      fields.set(header.needText("key"), header.needText("value"));
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(header.source()), e.sentence());
    }
  }
}
