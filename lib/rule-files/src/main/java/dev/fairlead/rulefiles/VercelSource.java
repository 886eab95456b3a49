package dev.fairlead.rulefiles;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code source} of a rule in {@code vercel.json}, as far as our grammar can say it:
 * literal segments, {@code :name}, and at the end {@code :name*}, {@code (.*)} or {@code
 * :name(.*)}.
 */
final class VercelSource {
  private static final Pattern LITERAL = Pattern.compile("[^:*+?(){}\\[\\]|\\\\^$]*");
  private static final Pattern NAMED = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern REST =
      Pattern.compile("(?::(?<name>[A-Za-z_][A-Za-z0-9_]*))?(?<form>\\*|\\(\\.\\*\\))");

  private VercelSource() {}

  /**
   * Reads a source.
   *
   * @throws InvalidRuleException if it is a regular expression
   */
  static ForeignPattern parse(String text) throws InvalidRuleException {
    if (!text.startsWith("/")) {
      throw new InvalidRuleException("The source %s must begin with /.".formatted(Quoted.of(text)));
    }
    String[] segments = text.substring(1).split("/", -1);
    Map<String, String> captures = new HashMap<>();
    boolean exact = true;
    StringBuilder path = new StringBuilder(text.length());
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      Matcher rest = REST.matcher(segment);
      boolean last = i == segments.length - 1;
      if (last && rest.matches() && !segment.equals("*")) {
        path.append("/*");
        exact = !"*".equals(rest.group("form"));
        captureRest(rest.group("name"), captures);
      } else if (LITERAL.matcher(segment).matches()) {
        path.append('/').append(segment);
      } else if (NAMED.matcher(segment).matches()) {
        path.append('/').append(segment);
      } else {
        throw new InvalidRuleException(unsupported(text, segment));
      }
    }
    return new ForeignPattern(path.toString(), exact, captures);
  }

  /** The one unnamed group is {@code $1}, since no other kind of group is supported. */
  private static void captureRest(@Nullable String name, Map<String, String> captures) {
    String splat = ":" + RulePath.SPLAT;
    captures.put("$1", splat);
    if (name != null) {
      captures.put(":" + name, splat);
      captures.put(":" + name + "*", splat);
    }
  }

  private static String unsupported(String text, String segment) {
    return "The pattern %s in %s is not supported (expected: text, :name, or at the end :name* or (.*))."
        .formatted(Quoted.of(segment), Quoted.of(text));
  }
}
