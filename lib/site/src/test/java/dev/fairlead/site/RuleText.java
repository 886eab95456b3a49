package dev.fairlead.site;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rules for tests, one a line: {@code from [name=value …] to status[!] [Country=… Language=…
 * Cookie=…] [exact]}. Of {@code _redirects} it has just what a resolver can tell apart.
 */
final class RuleText {
  private RuleText() {}

  static SiteRules redirects(String lines) {
    List<RedirectRule> rules = new ArrayList<>();
    String[] all = lines.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      if (!all[i].isBlank()) {
        rules.add(redirect(new RuleSource("_redirects", i + 1), all[i]));
      }
    }
    return new SiteRules(rules, null, null);
  }

  /**
   * A pattern a line, its fields indented: {@code name: value}, {@code name+ value}, {@code !
   * name}.
   */
  static SiteRules headers(String lines) {
    List<HeaderRule> rules = new ArrayList<>();
    String[] all = lines.split("\n", -1);
    for (int i = 0; i < all.length; i++) {
      if (all[i].isBlank()) {
        continue;
      }
      if (all[i].startsWith(" ")) {
        HeaderRule last = rules.removeLast();
        List<HeaderRule.Field> fields = new ArrayList<>(last.fields());
        fields.add(field(all[i].strip()));
        rules.add(new HeaderRule(last.source(), last.scope(), fields));
      } else {
        String[] tokens = all[i].strip().split(" +");
        boolean exact = tokens[tokens.length - 1].equals("exact");
        rules.add(
            new HeaderRule(new RuleSource("_headers", i + 1), scope(tokens[0], exact), List.of()));
      }
    }
    return new SiteRules(null, rules, null);
  }

  private static HeaderRule.Field field(String text) {
    if (text.startsWith("! ")) {
      return new HeaderRule.Field(text.substring(2), null, false);
    }
    String[] parts = text.split(" ", 2);
    String name = parts[0].substring(0, parts[0].length() - 1);
    return new HeaderRule.Field(name, parts[1], parts[0].endsWith("+"));
  }

  private static RedirectRule redirect(RuleSource source, String line) {
    String[] tokens = line.strip().split(" +");
    Map<String, String> query = new HashMap<>();
    int next = 1;
    while (!tokens[next].startsWith("/") && !tokens[next].contains("://")) {
      String[] pair = tokens[next++].split("=", 2);
      query.put(pair[0], pair[1]);
    }
    String to = tokens[next++];
    String status = tokens[next++];
    boolean exact = false;
    Map<String, Set<String>> sender = new HashMap<>();
    for (; next < tokens.length; next++) {
      exact |= tokens[next].equals("exact");
      String[] condition = tokens[next].split("=", 2);
      if (condition.length == 2) {
        sender.put(condition[0], new TreeSet<>(List.of(condition[1].split(","))));
      }
    }
    RuleConditions conditions =
        new RuleConditions(
            query, sender.get("Country"), sender.get("Language"), sender.get("Cookie"));
    return new RedirectRule(
        source,
        scope(tokens[0], exact),
        conditions,
        to,
        Integer.parseInt(status.replace("!", "")),
        status.endsWith("!"));
  }

  private static RuleScope scope(String from, boolean exact) {
    @Nullable String scheme = null;
    @Nullable String host = null;
    String path = from;
    int colon = from.indexOf("://");
    if (colon > 0) {
      scheme = from.substring(0, colon);
      int slash = from.indexOf('/', colon + 3);
      host = from.substring(colon + 3, slash);
      path = from.substring(slash);
    }
    return new RuleScope(scheme, host, path, exact);
  }
}
