package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.Set;
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
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoConditions.class)
        RuleConditions conditions,
    String to,
    int status,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean force) {
  public static final Set<Integer> STATUSES = Set.of(200, 301, 302, 303, 307, 308, 404, 410, 451);

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
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException(
          "status: %d (expected: 200, 301, 302, 303, 307, 308, 404, 410 or 451)".formatted(status));
    }
  }

  /** The wire form leaves out what is false. */
  @JsonCreator
  static RedirectRule read(
      @JsonProperty("source") RuleSource source,
      @JsonProperty("scope") RuleScope scope,
      @JsonProperty("conditions") @Nullable RuleConditions conditions,
      @JsonProperty("to") String to,
      @JsonProperty("status") int status,
      @JsonProperty("force") @Nullable Boolean force) {
    return new RedirectRule(source, scope, conditions, to, status, force != null && force);
  }

  /** Equal to conditions that need not be written. */
  static final class NoConditions {
    @Override
    public boolean equals(Object other) {
      return RuleConditions.NONE.equals(other);
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
