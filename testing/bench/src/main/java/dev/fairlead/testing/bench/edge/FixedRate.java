package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long answers take when clients ask at a fixed rate, far below what the servers can do. */
final class FixedRate {
  private static final int SECONDS = 3;

  private FixedRate() {}

  /** Asks all servers in turn, and prints the medians of the rounds. */
  static void run(Workload workload, Iterable<Peer> peers, int rounds, Path folder)
      throws IOException, InterruptedException {
    Map<Peer, List<double[]>> measured = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Peer peer : peers) {
        long[] micros = workload.runAtFixedRate(peer, SECONDS, folder);
        measured
            .computeIfAbsent(peer, first -> new ArrayList<>())
            .add(new double[] {micros[micros.length / 2], micros[(int) (micros.length * 0.99)]});
      }
    }
    System.out.printf("At %,d requests/s, open loop%n", workload.perSecond);
    measured.forEach(
        (peer, times) ->
            System.out.printf(
                "%-26s median %,.0f µs, 99th percentile %,.0f µs%n",
                peer.name(), column(times, 0), column(times, 1)));
  }

  private static double column(List<double[]> rounds, int column) {
    return EdgeReport.median(rounds.stream().mapToDouble(round -> round[column]).toArray());
  }
}
