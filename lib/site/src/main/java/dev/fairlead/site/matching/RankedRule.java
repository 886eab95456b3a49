package dev.fairlead.site.matching;

import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule with its place in the order of evaluation.
 *
 * @param rank from 0; the smaller comes first
 * @param conditional whether more than the path decides
 * @param required parameters that must have a value, decoded
 * @param captured parameters that must be there, each with the placeholder that captures its value
 */
record RankedRule<R>(
    int rank,
    R rule,
    boolean conditional,
    RuleScope scope,
    RuleConditions conditions,
    PathPattern pattern,
    Map<String, String> required,
    Map<String, String> captured) {

  static <R> RankedRule<R> of(int rank, R rule, RuleScope scope, RuleConditions conditions) {
    if (conditions.query().isEmpty()) {
      return of(rank, rule, scope, conditions, Map.of(), Map.of());
    }
    Map<String, String> required = new TreeMap<>();
    Map<String, String> captured = new TreeMap<>();
    conditions
        .query()
        .forEach(
            (name, value) -> {
              if (Placeholders.isWhole(value)) {
                captured.put(Parameter.decodeText(name), value.substring(1));
              } else {
                required.put(Parameter.decodeText(name), Parameter.decodeText(value));
              }
            });
    return of(rank, rule, scope, conditions, required, captured);
  }

  private static <R> RankedRule<R> of(
      int rank,
      R rule,
      RuleScope scope,
      RuleConditions conditions,
      Map<String, String> required,
      Map<String, String> captured) {
    boolean conditional =
        scope.scheme() != null || scope.host() != null || !conditions.equals(RuleConditions.NONE);
    return new RankedRule<>(
        rank, rule, conditional, scope, conditions, PathPattern.of(scope), required, captured);
  }

  /** The parameter that finds this rule among those of the same path; null if none does. */
  @Nullable Parameter key() {
    return required.entrySet().stream()
        .findFirst()
        .map(entry -> new Parameter(entry.getKey(), entry.getValue()))
        .orElse(null);
  }

  /** Whether a request whose path matches has the rest of the URL too. */
  boolean isForUrl(MatchedRequest request) {
    return !conditional
        || ((scope.scheme() == null || scope.scheme().equals(request.scheme()))
            && (scope.host() == null || scope.host().equals(request.host()))
            && hasParameters(request));
  }

  private boolean hasParameters(MatchedRequest request) {
    for (Map.Entry<String, String> parameter : required.entrySet()) {
      if (!parameter.getValue().equals(request.parameter(parameter.getKey()))) {
        return false;
      }
    }
    for (String name : captured.keySet()) {
      if (request.parameter(name) == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether the rule is for whoever sends a request. */
  boolean isForSender(MatchedRequest request) {
    return (conditions.countries().isEmpty() || isFrom(request.country()))
        && (conditions.languages().isEmpty() || speaks(request.language()))
        && (conditions.cookies().isEmpty()
            || conditions.cookies().stream().anyMatch(request::hasCookie));
  }

  private boolean isFrom(@Nullable String country) {
    return country != null && conditions.countries().contains(country);
  }

  /** Whether a language is one of the rule's or a narrower one: {@code de-at} for {@code de}. */
  private boolean speaks(String language) {
    for (String range = language; !range.isEmpty(); range = wider(range)) {
      if (conditions.languages().contains(range)) {
        return true;
      }
    }
    return false;
  }

  private static String wider(String language) {
    int hyphen = language.lastIndexOf('-');
    return hyphen < 0 ? "" : language.substring(0, hyphen);
  }
}
