package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request must have beside its path for a redirect rule to match; all of the kinds, one of
 * each kind.
 *
 * @param query parameters that must be there: name to a value, or to {@code :placeholder} for any
 *     value, which it then captures
 * @param countries ISO 3166-1 alpha-2 codes in upper case
 * @param languages tags of BCP 47 in lower case, matched by prefix against {@code Accept-Language}
 * @param cookies names of cookies
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleConditions(
    Map<String, String> query, Set<String> countries, Set<String> languages, Set<String> cookies) {
  public static final RuleConditions NONE =
      new RuleConditions(Map.of(), Set.of(), Set.of(), Set.of());

  public RuleConditions(
      @Nullable Map<String, String> query,
      @Nullable Set<String> countries,
      @Nullable Set<String> languages,
      @Nullable Set<String> cookies) {
    this.query = query == null ? Map.of() : Map.copyOf(query);
    this.countries = countries == null ? Set.of() : Set.copyOf(countries);
    this.languages = languages == null ? Set.of() : Set.copyOf(languages);
    this.cookies = cookies == null ? Set.of() : Set.copyOf(cookies);
  }
}
