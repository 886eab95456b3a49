package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers that a site adds to its answers, in the order written. */
public record HeaderRule(RuleSource source, RuleScope scope, List<Field> fields) {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]{1,256}");

  /**
   * One header field.
   *
   * @param name in lower case (RFC 9110 §5.1)
   * @param value printable ASCII; null to remove what an earlier rule or the platform has set
   * @param append whether the value joins those of earlier rules with a comma instead of replacing
   *     them
   */
  public record Field(
      String name,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean append) {
    public Field {
      if (name == null || !NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "header name: %s (expected: a token in lower case)".formatted(name));
      }
      if (value != null && !Printable.isPrintable(value)) {
        throw new IllegalArgumentException(
            "value of %s: %s (expected: printable ASCII)".formatted(name, value));
      }
    }
  }

  public HeaderRule {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(scope, "scope");
    fields = List.copyOf(fields);
  }
}
