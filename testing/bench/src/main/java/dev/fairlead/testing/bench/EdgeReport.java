package dev.fairlead.testing.bench;

import dev.fairlead.testing.bench.EdgeBench.Round;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The figures of a measurement as a table. */
final class EdgeReport {
  private static final String ROW = "%-16s %14s %14s %22s%n";

  private EdgeReport() {}

  /** Medians and minima, and the ratio of the rounds that were run next to each other. */
  static String table(List<Round> edge, List<Round> nginx) {
    double[] cpuRatios =
        IntStream.range(0, edge.size())
            .mapToDouble(
                i -> nginx.get(i).cpuMicrosPerRequest() / edge.get(i).cpuMicrosPerRequest())
            .toArray();
    double[] speedRatios =
        IntStream.range(0, edge.size())
            .mapToDouble(i -> edge.get(i).requestsPerSecond() / nginx.get(i).requestsPerSecond())
            .toArray();
    return "%n2 KiB page, keep-alive, 32 connections, one core, %d rounds each%n%n"
            .formatted(edge.size())
        + ROW.formatted("", "requests/s", "CPU s per", "CPU s per million,")
        + ROW.formatted("", "(median)", "million (med.)", "minimum")
        + row("Fairlead edge", edge)
        + row("nginx", nginx)
        + String.format(
            Locale.ROOT,
            "%nEdge against nginx, median of pairs: %.2f× the requests/s, %.2f× the requests per"
                + " CPU second (minima: %.2f×)%n",
            median(speedRatios),
            median(cpuRatios),
            minimum(nginx) / minimum(edge));
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String row(String name, List<Round> rounds) {
    return ROW.formatted(
        name,
        String.format(Locale.ROOT, "%,.0f", medianOf(rounds, Round::requestsPerSecond)),
        String.format(Locale.ROOT, "%.1f", medianOf(rounds, Round::cpuMicrosPerRequest)),
        String.format(Locale.ROOT, "%.1f", minimum(rounds)));
  }

  private static double medianOf(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return median(rounds.stream().mapToDouble(figure).toArray());
  }

  private static double minimum(List<Round> rounds) {
    return rounds.stream().mapToDouble(Round::cpuMicrosPerRequest).min().orElseThrow();
  }
}
