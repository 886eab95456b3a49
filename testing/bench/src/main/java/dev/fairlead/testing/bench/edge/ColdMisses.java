package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many clients ask at once for a file that nobody has asked for before. */
final class ColdMisses {
  private static final int CLIENTS = 32;
  private static final int ROUNDS = 5;

  /**
   * The store as it is, and at about the pace of S3: what it takes to a first byte, and gives one
   * connection in a second, 85 to 90 MB by the performance guidelines of its user guide.
   */
  private static final List<CountingForwarder.Pace> PACES =
      List.of(
          CountingForwarder.Pace.NONE,
          new CountingForwarder.Pace(Duration.ofMillis(30), 90_000_000));

  /**
   * @param warmUps how many other files are asked for first, so that what is measured is compiled
   */
  private record Files(int bytes, int warmUps) {
    String host() {
      return "cold-%d.localhost".formatted(bytes);
    }
  }

  private static final List<Files> FILES =
      List.of(new Files(10 << 10, 500), new Files(10 << 20, 30));

  private final CountingForwarder s3;

  /** Publishes the files; to be made before the servers are started. */
  ColdMisses(BenchSite site, CountingForwarder s3) throws IOException {
    this.s3 = s3;
    for (Files files : FILES) {
      site.addCold(files.host(), files.warmUps + ROUNDS * PACES.size(), files.bytes);
    }
  }

  void run(Peer edge, Peer nginx) throws IOException, InterruptedException {
    for (Files files : FILES) {
      for (int i = 0; i < files.warmUps; i++) {
        RawRequest.get(edge.ports().http(), files.host(), "/cold%d.bin".formatted(i));
        RawRequest.get(nginx.ports().http(), files.host(), "/cold%d.bin".formatted(i));
      }
      for (int i = 0; i < PACES.size(); i++) {
        s3.pace(PACES.get(i));
        measure(edge, nginx, files, PACES.get(i), files.warmUps + i * ROUNDS);
        s3.pace(CountingForwarder.Pace.NONE);
      }
    }
  }

  /**
   * @param first the number of the first file that nobody has asked for
   */
  private void measure(Peer edge, Peer nginx, Files files, CountingForwarder.Pace pace, int first)
      throws IOException, InterruptedException {
    List<double[]> edgeTimes = new ArrayList<>();
    List<double[]> nginxTimes = new ArrayList<>();
    int reads = 0;
    for (int i = first; i < first + ROUNDS; i++) {
      String path = "/cold%d.bin".formatted(i);
      s3.takeCount();
      edgeTimes.add(ask(edge, files.host(), path));
      reads = Math.max(reads, s3.takeCount());
      nginxTimes.add(ask(nginx, files.host(), path));
    }
    double ours = medianOf(edgeTimes);
    double theirs = medianOf(nginxTimes);
    System.out.printf(
        "%n%,d bytes, cold, %d clients at once, a store that waits %d ms before a first byte:"
            + " median time to the first byte of the body%nFairlead edge %.1f ms, nginx cache %.1f"
            + " ms: %.1f× sooner; reads of the store by the edge for one file: %d%n",
        files.bytes, CLIENTS, pace.delay().toMillis(), ours, theirs, theirs / ours, reads);
  }

  /** The time to the first byte of each client, in milliseconds. */
  private static double[] ask(Peer peer, String host, String path)
      throws IOException, InterruptedException {
    List<Callable<Double>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(() -> RawRequest.get(peer.ports().http(), host, path).firstByteNanos() / 1e6);
    }
    double[] millis = new double[CLIENTS];
    try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<Double>> done = executor.invokeAll(clients);
      for (int i = 0; i < CLIENTS; i++) {
        millis[i] = done.get(i).get();
      }
    } catch (ExecutionException e) {
      throw new IOException(peer.name() + " failed", e.getCause());
    }
    return millis;
  }

  private static double medianOf(List<double[]> rounds) {
    return EdgeReport.median(rounds.stream().mapToDouble(EdgeReport::median).toArray());
  }
}
