package dev.fairlead.site;

import java.util.Locale;
import java.util.Objects;

/**
 * A number of things as a sentence says it: {@code 1 rule}, {@code 1,000 rules}.
 *
 * @param number 0 or more
 * @param one the noun for a single one
 * @param many the noun for none and for several
 */
public record Quantity(long number, String one, String many) {
  public Quantity {
    if (number < 0) {
      throw new IllegalArgumentException("number: %d (expected: 0 or more)".formatted(number));
    }
    Objects.requireNonNull(one, "one");
    Objects.requireNonNull(many, "many");
  }

  /** A number of things whose plural only has an s more. */
  public static Quantity of(long number, String noun) {
    return new Quantity(number, noun, noun + "s");
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }
}
