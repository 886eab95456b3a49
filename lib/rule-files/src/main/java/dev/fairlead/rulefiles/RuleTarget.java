package dev.fairlead.rulefiles;

import dev.fairlead.site.Hostname;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule leads: checked, and written as a {@code Location} would.
 *
 * @param text the whole of it
 * @param host null for a path of the site
 * @param path without query and fragment
 */
record RuleTarget(
    String text,
    @Nullable String scheme,
    @Nullable Hostname host,
    String path,
    boolean hasQuery,
    boolean hasFragment) {
  private static final Pattern PLACEHOLDER = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");
  private static final int MAX_BYTES = 8192;

  /**
   * Reads a target.
   *
   * @param written the same in the grammar of its file
   * @throws InvalidRuleException if it is neither a path nor an absolute URL, or where it leads
   *     would be for the visitor to say
   */
  static RuleTarget parse(String text, String written) throws InvalidRuleException {
    if (text.startsWith("//")) {
      throw new InvalidRuleException(
          "The target %s begins with //, which leads to another host; write https:// in front of it."
              .formatted(Quoted.of(written)));
    }
    if (text.startsWith("/")) {
      return of(null, null, "", text);
    }
    Origin origin = Origin.of(text);
    if (origin == null) {
      throw new InvalidRuleException(
          "The target %s must begin with /, https:// or http://.".formatted(Quoted.of(written)));
    }
    Hostname host = origin.host();
    origin.checkPort();
    String rest = origin.rest().startsWith("/") ? origin.rest() : "/" + origin.rest();
    return of(origin.scheme(), host, origin.scheme() + "://" + origin.authority(), rest);
  }

  private static RuleTarget of(
      @Nullable String scheme, @Nullable Hostname host, String origin, String rest)
      throws InvalidRuleException {
    String encoded = UrlText.encode(rest);
    if (encoded.length() > MAX_BYTES) {
      throw new InvalidRuleException(
          "The target has %,d bytes (expected: at most %,d)."
              .formatted(encoded.length(), MAX_BYTES));
    }
    int hash = encoded.indexOf('#');
    String beforeFragment = hash < 0 ? encoded : encoded.substring(0, hash);
    int mark = beforeFragment.indexOf('?');
    String path = mark < 0 ? beforeFragment : beforeFragment.substring(0, mark);
    return new RuleTarget(origin + encoded, scheme, host, path, mark >= 0, hash >= 0);
  }

  /** Whether a request fills something in on its path. */
  boolean hasPlaceholders() {
    return PLACEHOLDER.matcher(path).find();
  }

  boolean isLocal() {
    return host == null;
  }

  /** The names after colons in path, query and fragment. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    int start = host == null ? 0 : text.indexOf('/', text.indexOf("://") + 3);
    Matcher placeholder = PLACEHOLDER.matcher(text).region(start, text.length());
    while (placeholder.find()) {
      names.add(placeholder.group(1));
    }
    return names;
  }
}
