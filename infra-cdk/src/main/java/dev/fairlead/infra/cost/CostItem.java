package dev.fairlead.infra.cost;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * One line of an estimate.
 *
 * @param quantity a month, in the price's unit
 * @param share of the price that is paid: less than 1 for Spot
 */
public record CostItem(String what, double quantity, Price price, double share) {
  public CostItem {
    if (!(quantity >= 0) || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "%s: quantity %s, share %s (expected: 0 or more, and above 0 up to 1)"
              .formatted(what, quantity, share));
    }
  }

  static CostItem of(String what, double quantity, Price price) {
    return new CostItem(what, quantity, price, 1);
  }

  /** A month, in US dollars. */
  public double dollars() {
    return quantity * price.dollars() * share;
  }

  /** How the sum comes about, such as {@code 365 vCPU-hour × $0.04048}. */
  public String calculation() {
    String text = "%s %s × $%s".formatted(number(quantity), price.unit(), plain(price.dollars()));
    return share < 1 ? text + " × %s Spot".formatted(plain(share)) : text;
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
