package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long answers take when clients ask at a fixed rate, far below what the servers can do. */
final class FixedRate {
  private static final int CONNECTIONS = 50;
  private static final int PER_SECOND = 5_000;
  private static final int SECONDS = 5;
  private static final int ROUNDS = 5;

  private FixedRate() {}

  static void run(List<Peer> peers, Path folder) throws IOException, InterruptedException {
    List<List<double[]>> all = new ArrayList<>();
    peers.forEach(peer -> all.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < peers.size(); i++) {
        String url = "http://%s:%d/1k.bin".formatted(BenchSite.HOST, peers.get(i).ports().http());
        long[] micros =
            Load.fixedRate(url, CONNECTIONS, PER_SECOND, SECONDS, folder.resolve("rate.log"));
        all.get(i)
            .add(new double[] {micros[micros.length / 2], micros[(int) (micros.length * 0.99)]});
      }
    }
    System.out.printf(
        "%n1 KiB at %,d requests/s, open loop, %d rounds of %d s (medians of rounds)%n",
        PER_SECOND, ROUNDS, SECONDS);
    for (int i = 0; i < peers.size(); i++) {
      System.out.printf(
          "%-26s median %.0f µs, 99th percentile %.0f µs%n",
          peers.get(i).name(), column(all.get(i), 0), column(all.get(i), 1));
    }
  }

  private static double column(List<double[]> rounds, int column) {
    return EdgeReport.median(rounds.stream().mapToDouble(round -> round[column]).toArray());
  }
}
