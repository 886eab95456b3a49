package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleConditions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Collects what a request must have beside its path. */
final class ConditionTexts {
  private static final int MAX_VALUES = 300;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  /** Of BCP 47 (RFC 5646 §2.2.1), whose longer languages nobody has registered. */
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}");

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
  private static final Pattern PLACEHOLDER = Pattern.compile(":[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final Map<String, String> query = new TreeMap<>();
  private final Set<String> countries = new TreeSet<>();
  private final Set<String> languages = new TreeSet<>();
  private final Set<String> cookies = new TreeSet<>();

  RuleConditions toConditions() {
    return new RuleConditions(query, countries, languages, cookies);
  }

  /**
   * Adds a parameter.
   *
   * @param value a text, or {@code :name} to capture any
   * @throws InvalidRuleException if it is there already, or is no parameter
   */
  void query(String name, String value) throws InvalidRuleException {
    if (name.isEmpty()) {
      throw new InvalidRuleException("A query parameter has no name; write name=value.");
    }
    if (value.startsWith(":") && !PLACEHOLDER.matcher(value).matches()) {
      throw new InvalidRuleException(
          "%s is no placeholder (expected: a name of letters, digits and _, such as :id)."
              .formatted(Quoted.of(value)));
    }
    if (query.put(name, value) != null) {
      throw new InvalidRuleException(
          "The query parameter %s is there twice; write it once.".formatted(Quoted.of(name)));
    }
    checkCount(query.size());
  }

  /**
   * Adds a condition of Netlify's.
   *
   * @throws InvalidRuleException if it is none that is known here
   */
  void condition(String kind, List<String> values) throws InvalidRuleException {
    checkCount(values.size());
    for (String value : values) {
      switch (kind.toLowerCase(Locale.ROOT)) {
        case "country" -> countries.add(checked(value.toUpperCase(Locale.ROOT), COUNTRY, "DE"));
        case "language" ->
            languages.add(checked(value.toLowerCase(Locale.ROOT), LANGUAGE, "en or en-gb"));
        case "cookie" -> cookies.add(checked(value, TOKEN, "the name of a cookie"));
        case "role" ->
            throw new InvalidRuleException(
                "The condition Role is not supported: there are no visitors' accounts here; the"
                    + " rule is left out.");
        default ->
            throw new InvalidRuleException(
                "The condition %s is not known (expected: Country, Language or Cookie)."
                    .formatted(Quoted.of(kind)));
      }
    }
  }

  private static String checked(String value, Pattern form, String example)
      throws InvalidRuleException {
    if (!form.matcher(value).matches()) {
      throw new InvalidRuleException(
          "%s cannot be a condition's value (expected: such as %s)."
              .formatted(Quoted.of(value), example));
    }
    return value;
  }

  private static void checkCount(int count) throws InvalidRuleException {
    if (count > MAX_VALUES) {
      throw new InvalidRuleException(
          "A rule has more than %d conditions of a kind; make two of it.".formatted(MAX_VALUES));
    }
  }
}
