package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Headers that a site adds to its answers, in the order written. */
public record HeaderRule(RuleSource source, RuleScope scope, List<Field> fields) {
  /**
   * One header field.
   *
   * @param name in lower case
   * @param value null to remove what an earlier rule or the platform has set
   * @param append whether the value joins those of earlier rules with a comma instead of replacing
   *     them
   */
  public record Field(
      String name,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean append) {
    public Field {
      Objects.requireNonNull(name, "name");
    }

    /** Why the site must not do this, whoever says so in its name; empty if it may. */
    public Optional<FieldRefusal> refusal() {
      return name.equals(name.toLowerCase(Locale.ROOT))
          ? FieldRefusal.of(name, value)
          : Optional.of(FieldRefusal.NO_NAME);
    }

    /** The wire form leaves out what is false. */
    @JsonCreator
    static Field read(
        @JsonProperty("name") String name,
        @JsonProperty("value") @Nullable String value,
        @JsonProperty("append") @Nullable Boolean append) {
      return new Field(name, value, append != null && append);
    }
  }

  public HeaderRule {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(scope, "scope");
    fields = List.copyOf(fields);
  }
}
