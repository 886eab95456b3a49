package dev.fairlead.site;

import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a rule is for a request, by a regular expression made of it. */
final class ModelRule {
  private static final Pattern NAME = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");

  private ModelRule() {}

  /** What a placeholder stands for; of the path it is raw, of the query decoded. */
  record Value(String text, boolean raw) {}

  /** The values of the placeholders; null if the rule is not for the request. */
  static @Nullable Map<String, Value> match(
      RuleScope scope, @Nullable RuleConditions conditions, SiteRequest request) {
    boolean place =
        (scope.scheme() == null || scope.scheme().equals(request.scheme()))
            && (scope.host() == null || scope.host().equals(request.host()));
    Map<String, Value> values = new HashMap<>();
    if (!place || (conditions != null && !sentAs(conditions, request, values))) {
      return null;
    }
    return matchPath(scope, request.path(), values) ? values : null;
  }

  private static boolean matchPath(RuleScope scope, String path, Map<String, Value> values) {
    boolean below = scope.path().endsWith("/*");
    String head = below ? scope.path().substring(0, scope.path().length() - 2) : scope.path();
    if (!below && !scope.exact() && head.endsWith("/")) {
      head = head.substring(0, head.length() - 1);
    }
    StringBuilder regex = new StringBuilder();
    Map<String, Integer> groups = new LinkedHashMap<>();
    int group = 0;
    String[] segments = head.isEmpty() ? new String[0] : head.substring(1).split("/", -1);
    for (String segment : segments) {
      Matcher name = NAME.matcher(segment);
      if (segment.equals("*") || name.matches()) {
        regex.append("/([^/]+)");
        group++;
        if (segment.equals("*")) {
          groups.put("splat", group);
        } else {
          groups.putIfAbsent(name.group(1), group);
        }
      } else {
        regex.append("/").append(Pattern.quote(segment));
      }
    }
    if (below) {
      regex.append(scope.exact() ? "/(.*)" : "(?:/(.*))?");
      groups.put("splat", ++group);
    }
    boolean slashMeansNothing = !below && !scope.exact() && path.endsWith("/");
    String subject = slashMeansNothing ? path.substring(0, path.length() - 1) : path;
    Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(subject);
    if (!matcher.matches()) {
      return false;
    }
    groups.forEach(
        (name, index) -> {
          String text = matcher.group(index);
          values.put(name, new Value(text == null ? "" : text, true));
        });
    return true;
  }

  private static boolean sentAs(
      RuleConditions conditions, SiteRequest request, Map<String, Value> values) {
    Map<String, String> parameters = parameters(request.query());
    for (Map.Entry<String, String> wanted : new TreeMap<>(conditions.query()).entrySet()) {
      String value = parameters.get(form(LinearModel.latin1(wanted.getKey())));
      Matcher name = NAME.matcher(wanted.getValue());
      if (value == null) {
        return false;
      }
      if (name.matches()) {
        values.putIfAbsent(name.group(1), new Value(value, false));
      } else if (!value.equals(form(LinearModel.latin1(wanted.getValue())))) {
        return false;
      }
    }
    String cookies = ";" + request.cookie();
    return (conditions.countries().isEmpty()
            || conditions.countries().contains(String.valueOf(request.country())))
        && (conditions.cookies().isEmpty()
            || conditions.cookies().stream()
                .anyMatch(name -> cookies.matches(".*;\\s*" + Pattern.quote(name) + "=.*")))
        && (conditions.languages().isEmpty()
            || conditions.languages().stream()
                .anyMatch(tag -> (language(request) + "-").startsWith(tag + "-")));
  }

  /** The requests of the fuzz test list languages in the order of their weights. */
  private static String language(SiteRequest request) {
    return request.acceptLanguage() == null
        ? ""
        : request.acceptLanguage().split("[,;]")[0].toLowerCase(java.util.Locale.ROOT);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      Arrays.stream(query.split("&"))
          .filter(pair -> !pair.isEmpty())
          .map(pair -> (pair.contains("=") ? pair : pair + "=").split("=", 2))
          .forEach(pair -> parameters.putIfAbsent(form(pair[0]), form(pair[1])));
    }
    return parameters;
  }

  private static String form(String text) {
    String bytes = ModelText.unescaped(text.replace('+', ' '));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
