package dev.fairlead.testing.bench.edge;

import dev.fairlead.testing.bench.edge.EdgeBench.Round;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The figures of one workload as a table. */
final class EdgeReport {
  private static final String ROW = "%-26s %12s %12s %12s %10s %16s %14s%n";
  private static final double MEBIBYTE = 1 << 20;

  private EdgeReport() {}

  /**
   * Medians, minima, and how the servers compare with the first one: the median of the ratios of
   * rounds that were run next to each other, and the ratio of the minima.
   */
  static String table(String title, Map<?, List<Round>> measured) {
    Iterator<? extends Map.Entry<?, List<Round>>> servers = measured.entrySet().iterator();
    Map.Entry<?, List<Round>> edge = servers.next();
    StringBuilder table = new StringBuilder();
    table.append("%n%s, %d rounds each%n".formatted(title, edge.getValue().size()));
    table.append(
        ROW.formatted(
            "", "requests/s", "CPU µs", "CPU µs min.", "MiB", "edge is better", "by minima"));
    table.append(row(edge, null));
    servers.forEachRemaining(server -> table.append(row(server, edge.getValue())));
    return table.toString();
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String row(Map.Entry<?, List<Round>> server, @Nullable List<Round> edge) {
    List<Round> rounds = server.getValue();
    String better = "";
    String minima = "";
    if (edge != null) {
      double[] ratios =
          IntStream.range(0, edge.size())
              .mapToDouble(i -> rounds.get(i).cpuMicros() / edge.get(i).cpuMicros())
              .toArray();
      better = "%.2f×".formatted(median(ratios));
      minima = "%.2f×".formatted(minimum(rounds) / minimum(edge));
    }
    return ROW.formatted(
        server.getKey(),
        String.format(Locale.ROOT, "%,.0f", medianOf(rounds, Round::requestsPerSecond)),
        String.format(Locale.ROOT, "%.2f", medianOf(rounds, Round::cpuMicros)),
        String.format(Locale.ROOT, "%.2f", minimum(rounds)),
        String.format(
            Locale.ROOT, "%.0f", medianOf(rounds, round -> round.residentBytes() / MEBIBYTE)),
        better,
        minima);
  }

  private static double medianOf(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return median(rounds.stream().mapToDouble(figure).toArray());
  }

  private static double minimum(List<Round> rounds) {
    return rounds.stream().mapToDouble(Round::cpuMicros).min().orElseThrow();
  }
}
