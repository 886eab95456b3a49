package dev.fairlead.infra.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An estimate for people, as a terminal or a document shows it. */
public final class CostTable {
  private CostTable() {}

  /** Lines of a terminal. */
  public static List<String> lines(CostEstimate estimate) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(estimate));
    for (CostItem item : estimate.items()) {
      lines.add(
          "  %-38s %9s   %s".formatted(item.what(), dollars(item.dollars()), item.calculation()));
    }
    lines.add("  %-38s %9s".formatted("a month", dollars(estimate.dollars())));
    lines.add("  %-38s %9s".formatted("a day", dollars(estimate.dollarsADay())));
    return lines;
  }

  /** A table in Markdown, with the source of each price. */
  public static List<String> markdown(CostEstimate estimate) {
    List<String> lines = new ArrayList<>();
    lines.add("| item | a month | calculation | price from |");
    lines.add("| --- | ---: | --- | --- |");
    for (CostItem item : estimate.items()) {
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  item.what(), dollars(item.dollars()), item.calculation(), item.price().source()));
    }
    lines.add("| **a month** | **%s** | | |".formatted(dollars(estimate.dollars())));
    lines.add("| **a day** | **%s** | | |".formatted(dollars(estimate.dollarsADay())));
    return lines;
  }

  private static String heading(CostEstimate estimate) {
    return "Estimate for size %s, at prices of us-east-1 in 2026, in US dollars, without taxes:"
        .formatted(estimate.stage().size().name());
  }

  private static String dollars(double value) {
    return String.format(Locale.ROOT, "$%,.2f", value);
  }
}
