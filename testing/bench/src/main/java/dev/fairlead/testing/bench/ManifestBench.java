package dev.fairlead.testing.bench;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Resolution;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.SiteRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A manifest of 100,000 files: from its bytes to the first answer, and what it keeps of memory. */
final class ManifestBench {
  private static final int FILES = 100_000;
  private static final int ROUNDS = 15;
  private static final int LOOKUPS = 1_000_000;
  private static final ProjectId PROJECT = ProjectId.parse("0123456789abcdef");
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("fedcba9876543210");
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private ManifestBench() {}

  static void run() throws IOException {
    byte[] json = manifest().toJson();
    List<SiteRequest> requests = requests();
    Times loads = new Times();
    Times first = new Times();
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      Resolver resolver = Resolver.parse(json, PROJECT, DEPLOYMENT);
      Duration load = Duration.ofNanos(System.nanoTime() - start);
      answer(resolver, requests.getFirst());
      (i == 0 ? first : loads).add(load);
    }
    long before = used();
    Resolver resolver = Resolver.parse(json, PROJECT, DEPLOYMENT);
    long kept = used() - before;
    System.out.printf(
        "%,d files with three variants each, %,d bytes of JSON%n", FILES, json.length);
    System.out.printf(
        "  %-46s %8.0f ms%n", "bytes to ready, the first of a process", first.median());
    System.out.printf("  %-46s %8.0f ms%n", "bytes to ready, later (median)", loads.median());
    System.out.printf("  %-46s %8.0f bytes%n", "memory for a file", (double) kept / FILES);
    System.out.printf("  %-46s %8.0f ns%n", "CPU time of a look-up", lookUp(resolver, requests));
  }

  private static double lookUp(Resolver resolver, List<SiteRequest> requests) {
    Times times = new Times();
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < LOOKUPS; i++) {
        answer(resolver, requests.get(i % requests.size()));
      }
      times.add(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before));
    }
    return times.median() * 1e6 / LOOKUPS;
  }

  private static void answer(Resolver resolver, SiteRequest request) {
    if (!(resolver.resolve(request) instanceof Resolution.Serve serve) || serve.status() != 200) {
      throw new IllegalStateException("no file: " + request.path());
    }
  }

  private static List<SiteRequest> requests() {
    Random random = new Random(1);
    List<SiteRequest> requests = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String path = path(random.nextInt(FILES)).replaceAll("index\\.html$", "");
      requests.add(SiteRequest.of("https", "site.test", path));
    }
    return requests;
  }

  private static Manifest manifest() {
    List<SiteFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Map<Coding, Blob> variants =
          Map.of(Coding.BROTLI, blob(i, 1), Coding.ZSTD, blob(i, 2), Coding.GZIP, blob(i, 3));
      String type = i % 2 == 0 ? "text/html; charset=utf-8" : "text/javascript; charset=utf-8";
      files.add(new SiteFile(SitePath.parse(path(i)), type, i % 2 == 1, blob(i, 0), variants));
    }
    return new Manifest(
        Manifest.SCHEMA,
        PROJECT,
        DEPLOYMENT,
        Instant.EPOCH,
        NotFoundHandling.NOT_FOUND_PAGE,
        files);
  }

  private static String path(int i) {
    String hash = HexFormat.of().toHexDigits(i * 0x9E3779B9);
    return i % 2 == 0
        ? "/blog/2026/%02d/what-we-learned-from-%d/index.html".formatted(i % 12 + 1, i)
        : "/_next/static/chunks/pages/post-%d-%s.js".formatted(i, hash);
  }

  private static Blob blob(int file, int variant) {
    byte[] content = "%d.%d".formatted(file, variant).getBytes(StandardCharsets.UTF_8);
    return new Blob(ContentHash.of(content), 20_000 - 3_000L * variant + file % 1_000);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
