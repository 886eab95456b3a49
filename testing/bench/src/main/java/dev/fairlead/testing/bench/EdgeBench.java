package dev.fairlead.testing.bench;

import dev.fairlead.edge.EdgeProxyMain;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.SitePath;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures the edge beside nginx: both serve the same 2 KiB page over keep-alive from core 0 while
 * wrk asks from core 1, in alternating rounds. CPU time per request is the figure; requests per
 * second swing with whatever else the machine does.
 */
final class EdgeBench {
  private static final int PAGE_BYTES = 2048;
  private static final int WARM_UP_SECONDS = 12;
  private static final int ROUNDS = 15;
  private static final int ROUND_SECONDS = 2;
  private static final Hostname HOST = Hostname.parse("localhost");

  private EdgeBench() {}

  /** What one round of one server cost. */
  record Round(double requestsPerSecond, double cpuMicrosPerRequest) {}

  /**
   * Measures and prints a table; takes about a minute and a half.
   *
   * @throws IOException if a server does not start, serves other bytes, or wrk fails
   */
  static void run() throws IOException, InterruptedException {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      throw new IOException("it takes two cores, one for the server and one for the client");
    }
    Path directory = Files.createTempDirectory("fairlead-bench-");
    try {
      run(directory);
    } finally {
      delete(directory);
    }
  }

  private static void run(Path directory) throws IOException, InterruptedException {
    byte[] page = page();
    Path root = Files.createDirectories(directory.resolve("www"));
    Files.write(root.resolve("index.html"), page);
    try (BenchBucket bucket = new BenchBucket(directory.resolve("s3"))) {
      bucket.publish(HOST, SitePath.parse("/index.html"), page);
      try (Peer edge = edge(bucket);
          Peer nginx = nginx(directory, root)) {
        for (Peer peer : List.of(edge, nginx)) {
          if (!Arrays.equals(peer.get("/"), page)) {
            throw new IOException(peer.name() + " serves other bytes");
          }
        }
        measure(edge, nginx);
      }
    }
  }

  private static void measure(Peer edge, Peer nginx) throws IOException, InterruptedException {
    System.out.printf("Warming up for %d s ...%n", WARM_UP_SECONDS + 2);
    Wrk.run(edge.port(), HOST.value(), "/", WARM_UP_SECONDS);
    Wrk.run(nginx.port(), HOST.value(), "/", 2);
    System.out.printf("Measuring %d rounds of %d s each ...%n", 2 * ROUNDS, ROUND_SECONDS);
    List<Round> edgeRounds = new ArrayList<>();
    List<Round> nginxRounds = new ArrayList<>();
    Random random = new Random();
    for (int i = 0; i < ROUNDS; i++) {
      boolean edgeFirst = random.nextBoolean();
      if (edgeFirst) {
        edgeRounds.add(round(edge));
      }
      nginxRounds.add(round(nginx));
      if (!edgeFirst) {
        edgeRounds.add(round(edge));
      }
    }
    System.out.print(EdgeReport.table(edgeRounds, nginxRounds));
  }

  private static Round round(Peer peer) throws IOException, InterruptedException {
    double before = peer.cpuSeconds();
    Wrk.Result result = Wrk.run(peer.port(), HOST.value(), "/", ROUND_SECONDS);
    double cpu = peer.cpuSeconds() - before;
    return new Round(result.perSecond(), cpu / result.requests() * 1e6);
  }

  private static Peer edge(BenchBucket bucket) throws IOException, InterruptedException {
    int port = FreePort.find();
    List<String> command =
        Pinned.command(
            0,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            EdgeProxyMain.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(bucket.environment());
    builder.environment().put("FAIRLEAD_EDGE_HOST", "127.0.0.1");
    builder.environment().put("FAIRLEAD_EDGE_PORT", Integer.toString(port));
    return new Peer("Fairlead edge", port, builder);
  }

  private static Peer nginx(Path directory, Path root) throws IOException, InterruptedException {
    int port = FreePort.find();
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log %1$s/nginx.log crit;
        events { worker_connections 1024; }
        http {
          access_log off;
          sendfile on;
          tcp_nodelay on;
          keepalive_requests 1000000000;
          open_file_cache max=1000 inactive=60s;
          open_file_cache_valid 60s;
          types { text/html html; }
          charset utf-8;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d reuseport;
            root %3$s;
            add_header Cache-Control "public, max-age=0, must-revalidate";
            add_header X-Content-Type-Options nosniff;
          }
        }
        """
            .formatted(directory, port, root));
    // Its worker runs as another user.
    directory.toFile().setExecutable(true, false);
    root.toFile().setReadable(true, false);
    root.toFile().setExecutable(true, false);
    List<String> command = Pinned.command(0, "nginx", "-c", configuration.toString());
    return new Peer("nginx", port, new ProcessBuilder(command).inheritIO());
  }

  private static byte[] page() {
    String start = "<!doctype html><html lang=\"en\"><title>Bench</title><p>";
    return (start + "x".repeat(PAGE_BYTES - start.length())).getBytes(StandardCharsets.US_ASCII);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }
}
