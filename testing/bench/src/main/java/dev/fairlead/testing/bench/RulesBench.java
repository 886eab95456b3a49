package dev.fairlead.testing.bench;

import dev.fairlead.site.Blob;
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
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a request costs by the number of a site's rules: static, wildcard, placeholder, headers. */
final class RulesBench {
  private static final int[] SIZES = {10, 1_000, 100_000};
  private static final int ROUNDS = 15;
  private static final int REQUESTS = 1_024;
  private static final int REPEATS = 100;

  /** As many as a site of ten rules has of each kind, so that sizes differ in nothing else. */
  private static final int SAME_PATHS = 3;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private RulesBench() {}

  /** What is asked for. */
  private enum Kind {
    STATIC("/old/page-%d", "a rule for one path"),
    WILDCARD("/section-%d/a/b", "a rule with *"),
    PLACEHOLDER("/user/u%1$d/act-%1$d", "a rule with :name"),
    FILE("/", "a file"),
    NOTHING("/none/%d/x", "nothing, 404");

    private final String path;
    private final String words;

    Kind(String path, String words) {
      this.path = path;
      this.words = words;
    }

    /** Requests for so many of the rules, in random order. */
    SiteRequest[] requests(int rules, int paths) {
      Random random = new Random(rules);
      String[] asked = new String[paths];
      Arrays.setAll(asked, i -> path.formatted(random.nextInt(rules / 3)));
      SiteRequest[] requests = new SiteRequest[REQUESTS];
      Arrays.setAll(
          requests, i -> SiteRequest.of("https", "site.test", asked[random.nextInt(paths)]));
      return requests;
    }
  }

  static void run() {
    Resolver[] resolvers = new Resolver[SIZES.length];
    System.out.printf("CPU time of one thread, median of %d rounds%n%n", ROUNDS);
    System.out.printf("  %-24s", "rules");
    for (int i = 0; i < SIZES.length; i++) {
      resolvers[i] = new Resolver(manifest(SIZES[i]));
      System.out.printf(" %,12d", SIZES[i]);
    }
    System.out.println();
    print(resolvers, SAME_PATHS, "%d paths again and again");
    print(resolvers, REQUESTS, "%,d paths in random order: larger tables miss the CPU's caches");
  }

  private static void print(Resolver[] resolvers, int paths, String heading) {
    System.out.printf("%n  " + heading + "%n", paths);
    for (Kind kind : Kind.values()) {
      System.out.printf("  %-24s", kind.words);
      for (double nanos : measure(resolvers, kind, paths)) {
        System.out.printf(" %,9.0f ns", nanos);
      }
      System.out.println();
    }
  }

  /** Sizes take turns, so that a busy neighbour slows all alike. */
  private static double[] measure(Resolver[] resolvers, Kind kind, int paths) {
    Times[] times = new Times[resolvers.length];
    Arrays.setAll(times, i -> new Times());
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      for (int i = 0; i < resolvers.length; i++) {
        Duration time = time(resolvers[i], kind.requests(SIZES[i], paths));
        if (round >= 0) {
          times[i].add(time);
        }
      }
    }
    return Arrays.stream(times)
        .mapToDouble(all -> all.median() * 1e6 / (REQUESTS * REPEATS))
        .toArray();
  }

  private static Duration time(Resolver resolver, SiteRequest[] requests) {
    long headers = 0;
    long before = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < REPEATS; i++) {
      for (SiteRequest request : requests) {
        headers += fields(resolver.resolve(request));
      }
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - before;
    if (headers != (long) REQUESTS * REPEATS) {
      throw new IllegalStateException(
          "header fields: %d (expected: one for each request)".formatted(headers));
    }
    return Duration.ofNanos(nanos);
  }

  private static int fields(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Serve serve -> serve.headers().fields().size();
      case Resolution.Redirect redirect -> redirect.headers().fields().size();
      case Resolution.Proxy proxy -> proxy.headers().fields().size();
      case Resolution.NoPage none -> none.headers().fields().size();
      case Resolution.Missing missing -> missing.headers().fields().size();
      case Resolution.BadRequest refused -> 0;
    };
  }

  private static Manifest manifest(int rules) {
    List<RedirectRule> redirects = new ArrayList<>();
    List<HeaderRule> headers = new ArrayList<>();
    for (int i = 0; i < rules / 3; i++) {
      redirects.add(redirect("/old/page-" + i, "/new/page-" + i, i));
      redirects.add(redirect("/section-" + i + "/*", "/s/" + i + "/:splat", i));
      redirects.add(redirect("/user/:id/act-" + i, "/act/:id/" + i, i));
      headers.add(header("/other-" + i + "/*", i));
    }
    headers.add(header("/*", rules));
    byte[] page = {'<', 'p', '>'};
    return new Manifest(
        Manifest.SCHEMA,
        ProjectId.parse("0123456789abcdef"),
        DeploymentId.parse("fedcba9876543210"),
        Instant.EPOCH,
        NotFoundHandling.NOT_FOUND_PAGE,
        null,
        new SiteRules(redirects, headers, null),
        List.of(
            new SiteFile(
                SitePath.parse("/index.html"),
                "text/html; charset=utf-8",
                false,
                new Blob(ContentHash.of(page), page.length),
                Map.of())));
  }

  private static RedirectRule redirect(String from, String to, int line) {
    return new RedirectRule(
        new RuleSource("_redirects", line), RuleScope.ofPath(from), null, to, 301, false);
  }

  private static HeaderRule header(String path, int line) {
    return new HeaderRule(
        new RuleSource("_headers", line),
        RuleScope.ofPath(path),
        List.of(new HeaderRule.Field("x-frame-options", "DENY", false)));
  }
}
