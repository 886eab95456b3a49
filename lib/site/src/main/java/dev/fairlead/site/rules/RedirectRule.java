package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One redirect or rewrite.
 *
 * @param to where it leads: a path of the site or an absolute URL, with {@code :splat} and {@code
 *     :name} for what the pattern or the query captured
 * @param status 200 for a rewrite; 301, 302, 303, 307, 308; 404, 410, 451
 * @param force whether it comes before the files of the site
 */
public record RedirectRule(
    RuleSource source,
    RuleScope scope,
    @JsonInclude(JsonInclude.Include.NON_NULL) RuleConditions conditions,
    String to,
    int status,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean force) {
  public static final Set<Integer> STATUSES = Set.of(200, 301, 302, 303, 307, 308, 404, 410, 451);

  /** The host of an absolute target is the site's to write, never the visitor's. */
  private static final Pattern TARGET =
      Pattern.compile("/(?!/)|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(?:[/?#]|$)");

  public RedirectRule(
      RuleSource source,
      RuleScope scope,
      @Nullable RuleConditions conditions,
      String to,
      int status,
      boolean force) {
    this.source = Objects.requireNonNull(source, "source");
    this.scope = Objects.requireNonNull(scope, "scope");
    this.conditions = conditions == null ? RuleConditions.NONE : conditions;
    this.to = Objects.requireNonNull(to, "to");
    this.status = status;
    this.force = force;
    if (!TARGET.matcher(to).lookingAt() || !Printable.isWord(to)) {
      throw new IllegalArgumentException(
          "target: %s (expected: a path or an absolute http or https URL, percent-encoded)"
              .formatted(to));
    }
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException(
          "status: %d (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451)".formatted(status));
    }
  }
}
