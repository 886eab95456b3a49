package dev.fairlead.testing.bench.edge;

import dev.fairlead.testing.bench.BenchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures the edge beside other servers: the same sites, from core 0, asked by the same client on
 * core 1, in alternating rounds of random order. CPU time per request is the figure; requests per
 * second swing with whatever else the machine does.
 */
public final class EdgeBench {
  private static final int WARM_UP_SECONDS = 3;
  private static final int MOST_WARM_UPS = 20;

  /** A warm-up that saves less than this part of the CPU time is like the one before. */
  private static final double SETTLED = 0.03;

  /** So many in a row must be alike: one may be dear because Java compiles meanwhile. */
  private static final int ALIKE = 2;

  private static final int DEFAULT_ROUNDS = 7;
  private static final int ROUND_SECONDS = 2;
  private static final int SITE_FILES = 10;
  private static final int SITE_FILE_BYTES = 4 << 10;

  /** What one round of one server cost. */
  record Round(double requestsPerSecond, double cpuMicros, long residentBytes) {}

  private final int rounds;
  private final List<String> names;

  private EdgeBench(List<String> arguments) throws IOException {
    int wanted = DEFAULT_ROUNDS;
    List<String> left = new ArrayList<>(arguments);
    int option = left.indexOf("--rounds");
    if (option >= 0 && option + 1 < left.size()) {
      wanted = Integer.parseInt(left.get(option + 1));
      left.subList(option, option + 2).clear();
    }
    for (String name : left) {
      if (Workload.find(name) == null && !name.equals("cold")) {
        throw new IOException(
            "no workload %s (there are: %s, cold)".formatted(name, workloadNames()));
      }
    }
    rounds = wanted;
    names = left;
  }

  /**
   * Measures and prints a table for each workload.
   *
   * @param arguments names of workloads, none for all but the longest; {@code --rounds N}
   * @throws IOException if a server does not start, serves other bytes, or a client fails
   */
  public static void run(String... arguments) throws IOException, InterruptedException {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new IOException("it takes two cores, one for the server and one for the client");
    }
    EdgeBench bench = new EdgeBench(Arrays.asList(arguments));
    Path directory = Files.createTempDirectory("fairlead-bench-");
    try {
      bench.run(directory);
    } finally {
      BenchFolder.delete(directory);
    }
  }

  private void run(Path folder) throws IOException, InterruptedException {
    try (BenchBucket bucket = new BenchBucket(folder.resolve("s3"));
        CountingForwarder s3 = new CountingForwarder(bucket.endpoint())) {
      BenchSite site = new BenchSite(bucket, folder.resolve("www"));
      if (isWanted(Workload.SITES)) {
        System.out.println("Publishing 1,000 sites ...");
        site.addSites("s", Workload.SITES.sites(), SITE_FILES, SITE_FILE_BYTES);
      }
      if (names.contains(Workload.ZIPF.id)) {
        System.out.println("Publishing 10,000 sites; this takes some minutes ...");
        site.addSites("z", Workload.ZIPF.sites(), SITE_FILES, SITE_FILE_BYTES);
      }
      ColdMisses cold = new ColdMisses(site, s3);
      Peers peers = new Peers(folder, site, s3.endpoint());
      List<Peer> all = new ArrayList<>();
      try {
        start(all, peers);
        check(all);
        for (Workload workload : Workload.values()) {
          if (isWanted(workload)) {
            measure(workload, all, folder, s3);
          }
        }
        if (isWanted("cold")) {
          cold.run(all.get(0), all.get(1));
        }
      } finally {
        all.forEach(Peer::close);
      }
    }
  }

  private static void start(List<Peer> all, Peers peers) throws IOException, InterruptedException {
    all.add(peers.edge());
    all.add(peers.nginxCache(false));
    all.add(peers.nginxCache(true));
    Peer files = peers.nginxFiles();
    all.add(files);
    if (isInstalled("h2o")) {
      all.add(peers.h2o());
    }
    if (isInstalled("caddy")) {
      all.add(peers.caddy());
    }
    if (isInstalled("varnishd")) {
      all.add(peers.varnish(files));
    }
  }

  /** Every server must give the bytes of the first one. */
  private static void check(List<Peer> peers) throws IOException {
    byte[] expected = RawRequest.get(peers.getFirst().ports().http(), "/16k.bin").body();
    for (Peer peer : peers) {
      RawRequest.Response response = RawRequest.get(peer.ports().http(), "/16k.bin");
      if (response.status() != 200 || !Arrays.equals(response.body(), expected)) {
        throw new IOException(
            "%s answers %d with %d bytes, not those of the edge: %s"
                .formatted(
                    peer.name(), response.status(), response.body().length, response.head()));
      }
    }
  }

  private void measure(Workload workload, List<Peer> peers, Path folder, CountingForwarder s3)
      throws IOException, InterruptedException {
    Map<Peer, List<Round>> measured = new LinkedHashMap<>();
    for (Peer peer : peers) {
      if (workload.isSpokenBy(peer)) {
        try {
          warmUp(workload, peer, folder, s3);
          measured.put(peer, new ArrayList<>());
        } catch (IOException e) {
          if (peer == peers.getFirst()) {
            throw e;
          }
          System.out.printf("%n%s is left out: %s%n", peer.name(), e.getMessage());
        }
      }
    }
    s3.takeCount();
    List<Peer> order = new ArrayList<>(measured.keySet());
    Random random = new Random();
    for (int i = 0; i < rounds; i++) {
      Collections.shuffle(order, random);
      for (Peer peer : order) {
        measured
            .computeIfAbsent(peer, unknown -> new ArrayList<>())
            .add(round(workload, peer, folder, ROUND_SECONDS));
      }
    }
    System.out.print(EdgeReport.table(workload.title, measured));
    System.out.printf("Reads of the store by the edge meanwhile: %d%n", s3.takeCount());
    if (workload.perSecond > 0) {
      FixedRate.run(workload, measured.keySet(), rounds, folder);
    }
  }

  /**
   * What is measured is what is cached and compiled: asks until the store is left alone and a
   * request has stopped to become cheaper, but not for ever.
   */
  private static void warmUp(Workload workload, Peer peer, Path folder, CountingForwarder s3)
      throws IOException, InterruptedException {
    s3.takeCount();
    double cheapest = Double.MAX_VALUE;
    int alike = 0;
    for (int i = 0; i < MOST_WARM_UPS && alike < ALIKE; i++) {
      double cost = round(workload, peer, folder, WARM_UP_SECONDS).cpuMicros();
      boolean cheaper = cost < cheapest * (1 - SETTLED);
      alike = s3.takeCount() == 0 && !cheaper ? alike + 1 : 0;
      cheapest = Math.min(cheapest, cost);
    }
  }

  private static Round round(Workload workload, Peer peer, Path folder, int seconds)
      throws IOException, InterruptedException {
    double before = peer.cpuSeconds();
    Load.Result result = workload.run(peer, seconds, folder);
    double cpu = peer.cpuSeconds() - before;
    return new Round(result.perSecond(), cpu / result.requests() * 1e6, peer.residentBytes());
  }

  private boolean isWanted(Workload workload) {
    return names.isEmpty() ? workload != Workload.ZIPF : names.contains(workload.id);
  }

  private boolean isWanted(String name) {
    return names.isEmpty() || names.contains(name);
  }

  private static String workloadNames() {
    List<String> all = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      all.add(workload.id);
    }
    return String.join(", ", all);
  }

  private static boolean isInstalled(String program) {
    for (String folder : List.of("/usr/bin", "/usr/sbin", "/usr/local/bin")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
