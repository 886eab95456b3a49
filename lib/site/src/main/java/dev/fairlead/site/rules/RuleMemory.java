package dev.fairlead.site.rules;

/**
 * About how much memory rules take once they are compiled, and how much they may. Compiled rules
 * take many times their text: a pattern has an object for each segment, a target one for each
 * placeholder. What is counted for each was measured with 20,000 to 100,000 rules of a kind.
 */
public final class RuleMemory {
  /**
   * Most that all rules of a site may take, in bytes: 100,000 of the usual kind take 60 to 160 MB.
   */
  public static final long MAX_BYTES = 192L << 20;

  private static final int RULE = 400;
  private static final int SEGMENT = 100;
  private static final int PLACEHOLDER = 110;
  private static final int FIELD = 100;
  private static final int CONDITION = 250;
  private static final int CHARACTER = 2;

  private RuleMemory() {}

  /** About what a redirect rule takes, in bytes. */
  public static long of(RedirectRule rule) {
    RuleConditions conditions = rule.conditions();
    long each =
        conditions.query().size()
            + conditions.countries().size()
            + conditions.languages().size()
            + conditions.cookies().size();
    return of(rule.scope())
        + each * CONDITION
        + characters(conditions)
        + count(rule.to(), ':') * PLACEHOLDER
        + (long) rule.to().length() * CHARACTER;
  }

  /** About what a header rule takes, in bytes. */
  public static long of(HeaderRule rule) {
    long bytes = of(rule.scope());
    for (HeaderRule.Field field : rule.fields()) {
      int value = field.value() == null ? 0 : field.value().length();
      bytes += FIELD + (long) (field.name().length() + value) * CHARACTER;
    }
    return bytes;
  }

  /** About what all rules take together, in bytes. */
  public static long of(SiteRules rules) {
    return rules.redirects().stream().mapToLong(RuleMemory::of).sum()
        + rules.headers().stream().mapToLong(RuleMemory::of).sum();
  }

  /** A path without {@code *} and {@code :name} is one key of a table, the others a way through. */
  private static long of(RuleScope scope) {
    String path = scope.path();
    boolean oneKey = path.indexOf('*') < 0 && !path.contains("/:");
    return RULE + (oneKey ? 0 : count(path, '/') * SEGMENT) + (long) path.length() * CHARACTER;
  }

  private static long characters(RuleConditions conditions) {
    long characters = 0;
    for (var parameter : conditions.query().entrySet()) {
      characters += parameter.getKey().length() + parameter.getValue().length();
    }
    for (String cookie : conditions.cookies()) {
      characters += cookie.length();
    }
    for (String language : conditions.languages()) {
      characters += language.length();
    }
    return characters * CHARACTER;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(character -> character == wanted).count();
  }
}
