package dev.fairlead.rulefiles;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code source} of a rule in {@code firebase.json}, as far as our grammar can say it:
 * literal segments, {@code *} for one segment, {@code :name}, and at the end {@code **}, {@code
 * :name*} or <code>{,/**}</code>.
 */
final class FirebaseGlob {
  private static final Pattern LITERAL = Pattern.compile("[^:*?+!@(){}\\[\\]|\\\\]*");
  private static final Pattern NAMED = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern NAMED_REST = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)\\*");
  private static final String HERE_AND_BELOW = "{,/**}";

  private FirebaseGlob() {}

  /**
   * Reads a glob.
   *
   * @throws InvalidRuleException if our grammar cannot say it
   */
  static ForeignPattern parse(String text) throws InvalidRuleException {
    boolean andBelow = text.endsWith(HERE_AND_BELOW);
    boolean anyNamedRest = NAMED_REST.matcher(text.substring(text.lastIndexOf('/') + 1)).matches();
    String rooted = text.startsWith("/") ? text : "/" + text;
    String glob =
        andBelow ? rooted.substring(0, rooted.length() - HERE_AND_BELOW.length()) + "/**" : rooted;
    if (glob.equals("/**/*")) {
      glob = "/**";
    }
    String[] segments = glob.substring(1).split("/", -1);
    Map<String, String> captures = new HashMap<>();
    StringBuilder path = new StringBuilder(glob.length());
    for (int i = 0; i < segments.length; i++) {
      path.append('/').append(segment(text, segments, i, captures));
    }
    return new ForeignPattern(path.toString(), !andBelow && !anyNamedRest, captures);
  }

  private static String segment(
      String text, String[] segments, int index, Map<String, String> captures)
      throws InvalidRuleException {
    String segment = segments[index];
    boolean last = index == segments.length - 1;
    Matcher rest = NAMED_REST.matcher(segment);
    if (last && rest.matches()) {
      captures.put(":" + rest.group(1), ":" + RulePath.SPLAT);
      captures.put(segment, ":" + RulePath.SPLAT);
      return "*";
    }
    if (last && segment.equals("**")) {
      return "*";
    }
    if (segment.equals("*")) {
      return ":segment" + (index + 1);
    }
    if (LITERAL.matcher(segment).matches() || NAMED.matcher(segment).matches()) {
      return segment;
    }
    throw new InvalidRuleException(
        "The glob %s in %s is not supported (expected: text, * or :name as a whole segment, or ** at the end, as in /assets/**)."
            .formatted(Quoted.of(segment), Quoted.of(text)));
  }
}
