package dev.fairlead.rulefiles;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of another host's grammar in ours.
 *
 * @param exact whether a trailing slash matters
 * @param captures what a target writes for a capture there, and what it writes here: {@code :path*}
 *     to {@code :splat}
 */
record ForeignPattern(String path, boolean exact, Map<String, String> captures) {
  private static final Pattern REFERENCE =
      Pattern.compile(":[A-Za-z_][A-Za-z0-9_]*[*+?]?|\\$[0-9]{1,2}");

  ForeignPattern {
    captures = Map.copyOf(captures);
  }

  /** Whether it is any rest of a path, none included: {@code /blog/:path*} means the folder too. */
  boolean maybeNoRest() {
    return !exact && path.endsWith("/*");
  }

  /** The pattern for paths that have a rest. */
  ForeignPattern withRest() {
    return new ForeignPattern(path, true, captures);
  }

  /** The pattern for the path that has none. */
  ForeignPattern withoutRest() {
    String folder = path.substring(0, path.length() - 2);
    return new ForeignPattern(folder.isEmpty() ? "/" : folder, true, captures);
  }

  /** The same where a trailing slash makes no difference; one with a rest stays as it is. */
  ForeignPattern withAnySlash() {
    return path.endsWith("/*") ? this : new ForeignPattern(path, false, captures);
  }

  /**
   * A target with its captures as we write them.
   *
   * @throws InvalidRuleException if it refers to a capture with a modifier that the path has not
   */
  String target(String text) throws InvalidRuleException {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder target = new StringBuilder(text.length());
    while (reference.find()) {
      String found = reference.group();
      String here = captures.get(found);
      if (here == null && !isPlain(found)) {
        throw new InvalidRuleException(
            "The target refers to %s, which the path does not capture."
                .formatted(Quoted.of(found)));
      }
      reference.appendReplacement(target, Matcher.quoteReplacement(here == null ? found : here));
    }
    return reference.appendTail(target).toString();
  }

  private static boolean isPlain(String reference) {
    return reference.startsWith(":")
        && Character.isLetterOrDigit(reference.charAt(reference.length() - 1));
  }
}
