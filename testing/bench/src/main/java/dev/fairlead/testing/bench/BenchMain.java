package dev.fairlead.testing.bench;

import dev.fairlead.testing.bench.edge.AbuseBench;
import dev.fairlead.testing.bench.edge.CardinalityBench;
import dev.fairlead.testing.bench.edge.EdgeBench;
import dev.fairlead.testing.bench.edge.FlipsBench;
import dev.fairlead.testing.bench.edge.TlsBench;
import java.io.IOException;
import java.util.Arrays;

/** Runs one measurement by its name: {@code ./fairlead bench edge}. */
public final class BenchMain {
  private static final int BAD_USAGE = 2;
  private static final int CANNOT_MEASURE = 3;

  private static final String USAGE =
      """
      Usage: ./fairlead bench NAME

        start      from ./fairlead up to all healthy, first and second time
        deploy     a Vite project, beside the same by hand; then a change of one file
        launches   a thousand builds on a failing ECS, and an api that is killed
        rollback   from the order to the first old byte
        logs       from a line printed by a build to the viewer
        crash      kill -9 at ten random moments of a deploy
        image      all of Fairlead from its images, in containers without rights
        edge       the edge beside nginx, h2o and Caddy: [WORKLOAD ...] [--rounds N]
        abuse      8,000 slow clients and attacks over HTTP/2, beside a client that behaves
        cardinality  a million different hosts, paths, queries ...: what they leave behind: [N]
        flips      deploys and rollbacks under load: whether every answer is right
        rules      what a request costs by the number of a site's rules
        manifest   a manifest of 100,000 files: time to load, memory
        tls        what testssl.sh finds wrong with the edge's TLS
        fuzz       the resolver beside a simple model, one decoder beside the other: [REQUESTS [SEED]]
      """;

  private BenchMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    // Sites are asked for by name on loopback, where not every system resolves *.localhost.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    String name = arguments.length == 0 ? "" : arguments[0];
    try {
      switch (name) {
        case "abuse" -> AbuseBench.run();
        case "cardinality" ->
            CardinalityBench.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        case "crash" -> CrashBench.run();
        case "deploy" -> DeployBench.run();
        case "edge" -> EdgeBench.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        case "flips" -> FlipsBench.run();
        case "fuzz" -> FuzzBench.run(Arrays.copyOfRange(arguments, 1, arguments.length));
        case "image" -> ImageBench.run();
        case "launches" -> LaunchBench.run();
        case "logs" -> {
          BuildLogBench.run();
          LogLatencyBench.measure();
        }
        case "manifest" -> ManifestBench.run();
        case "rollback" -> RollbackBench.run();
        case "rules" -> RulesBench.run();
        case "start" -> StartBench.run();
        case "tls" -> TlsBench.run();
        default -> {
          System.err.print(USAGE);
          System.exit(BAD_USAGE);
        }
      }
    } catch (IOException e) {
      System.err.println("Cannot measure: " + e.getMessage());
      System.exit(CANNOT_MEASURE);
    }
  }
}
