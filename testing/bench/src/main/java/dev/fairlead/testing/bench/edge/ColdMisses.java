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
   * About what S3 takes to a first byte, and gives one connection in a second: 85 to 90 MB by the
   * performance guidelines of its user guide.
   */
  private static final CountingForwarder.Pace STORE =
      new CountingForwarder.Pace(Duration.ofMillis(30), 90_000_000);

  private static final List<Integer> SIZES = List.of(10 << 10, 10 << 20);

  private final CountingForwarder s3;

  /** Publishes the files; to be made before the servers are started. */
  ColdMisses(BenchSite site, CountingForwarder s3) throws IOException {
    this.s3 = s3;
    for (int size : SIZES) {
      site.addCold(hostOf(size), ROUNDS, size);
    }
  }

  void run(Peer edge, Peer nginx) throws IOException, InterruptedException {
    for (int size : SIZES) {
      String host = hostOf(size);
      // The route and the manifest are known, the files are not.
      RawRequest.get(edge.ports().http(), host, "/warm.bin");
      RawRequest.get(nginx.ports().http(), host, "/warm.bin");
      s3.pace(STORE);
      List<double[]> edgeTimes = new ArrayList<>();
      List<double[]> nginxTimes = new ArrayList<>();
      int reads = 0;
      for (int i = 0; i < ROUNDS; i++) {
        String path = "/cold%d.bin".formatted(i);
        s3.takeCount();
        edgeTimes.add(ask(edge, host, path));
        reads = Math.max(reads, s3.takeCount());
        nginxTimes.add(ask(nginx, host, path));
      }
      s3.pace(CountingForwarder.Pace.NONE);
      double ours = medianOf(edgeTimes);
      double theirs = medianOf(nginxTimes);
      System.out.printf(
          "%n%,d bytes, cold, %d clients at once, a store that takes %d ms to a first byte: median"
              + " time to the first byte of the body%nFairlead edge %.1f ms, nginx cache %.1f ms:"
              + " %.1f× sooner; reads of the store by the edge for one file: %d%n",
          size, CLIENTS, STORE.delay().toMillis(), ours, theirs, theirs / ours, reads);
    }
  }

  private static String hostOf(int size) {
    return "cold-%d.localhost".formatted(size);
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
