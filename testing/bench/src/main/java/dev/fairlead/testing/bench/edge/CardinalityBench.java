package dev.fairlead.testing.bench.edge;

import dev.fairlead.testing.bench.BenchFolder;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A million different values of whatever a client can choose freely, and what they leave behind.
 */
public final class CardinalityBench {
  private static final long VALUES = 1_000_000;
  private static final long WARM_UP = 200_000;
  private static final int CONNECTIONS = 64;
  private static final int PIPELINED = 16;
  private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

  /** What differs from request to request. */
  private enum Kind {
    NOTHING("GET /1k.bin HTTP/1.1\r\nHost: %2$s\r\n\r\n"),
    PATH("GET /%d/missing.js HTTP/1.1\r\nHost: %s\r\n\r\n"),
    QUERY("GET /1k.bin?v=%d HTTP/1.1\r\nHost: %s\r\n\r\n"),
    ACCEPT_ENCODING(
        "GET /1k.bin HTTP/1.1\r\nHost: %2$s\r\nAccept-Encoding: x%1$d, gzip;q=0.5\r\n\r\n"),
    USER_AGENT("GET /1k.bin HTTP/1.1\r\nHost: %2$s\r\nUser-Agent: Robot/%1$d\r\n\r\n"),
    HOST("GET /1k.bin HTTP/1.1\r\nHost: site-%d.example\r\n\r\n");

    private final String request;

    Kind(String request) {
      this.request = request;
    }

    byte[] request(long value) {
      return request.formatted(value, BenchSite.HOST).getBytes(StandardCharsets.US_ASCII);
    }
  }

  private final Peer edge;

  private CardinalityBench(Peer edge) {
    this.edge = edge;
  }

  /**
   * Runs all kinds.
   *
   * @param arguments how many values of each, if not a million
   * @throws IOException if the edge does not start, or closes a connection
   */
  public static void run(String... arguments) throws IOException, InterruptedException {
    long values = arguments.length > 0 ? Long.parseLong(arguments[0]) : VALUES;
    Path folder = Files.createTempDirectory("fairlead-bench-");
    try (BenchBucket bucket = new BenchBucket(folder.resolve("s3"));
        AbsentRoutes s3 = new AbsentRoutes(bucket.endpoint())) {
      BenchSite site = new BenchSite(bucket, folder.resolve("www"));
      try (Peer edge = new Peers(folder, site, s3.endpoint()).edge()) {
        CardinalityBench bench = new CardinalityBench(edge);
        bench.warmUp();
        for (Kind kind : Kind.values()) {
          s3.setAbsent(kind == Kind.HOST);
          bench.measure(kind, values);
        }
      }
    } finally {
      BenchFolder.delete(folder);
    }
  }

  private void warmUp() throws IOException, InterruptedException {
    for (Kind kind : List.of(Kind.NOTHING, Kind.PATH, Kind.QUERY, Kind.USER_AGENT)) {
      var unused = ask(kind, WARM_UP, VALUES);
    }
    var unused = heapAfterCollection();
  }

  private void measure(Kind kind, long values) throws IOException, InterruptedException {
    long heapBefore = heapAfterCollection();
    long residentBefore = edge.residentBytes();
    long begin = System.nanoTime();
    Map<Integer, AtomicLong> statuses = ask(kind, values, 0);
    double seconds = (System.nanoTime() - begin) / 1e9;
    long resident = edge.residentBytes();
    long heap = heapAfterCollection();
    System.out.printf(
        Locale.ROOT,
        "%-16s %,d values in %.0f s, answers %s: resident %+.1f MiB (to %.0f), heap after a"
            + " collection %+.1f MiB (to %.1f)%n",
        kind.name().toLowerCase(Locale.ROOT),
        values,
        seconds,
        new TreeMap<>(statuses),
        (resident - residentBefore) / 1048576.0,
        resident / 1048576.0,
        (heap - heapBefore) / 1048576.0,
        heap / 1048576.0);
  }

  private Map<Integer, AtomicLong> ask(Kind kind, long values, long first)
      throws IOException, InterruptedException {
    Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    AtomicLong next = new AtomicLong();
    List<IOException> broken = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      clients.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      ask(kind, values, first, next, statuses);
                    } catch (IOException e) {
                      synchronized (broken) {
                        broken.add(e);
                      }
                    }
                  }));
    }
    for (Thread client : clients) {
      client.join();
    }
    if (!broken.isEmpty()) {
      throw new IOException("a connection broke: " + broken.getFirst(), broken.getFirst());
    }
    return statuses;
  }

  private void ask(
      Kind kind, long values, long first, AtomicLong next, Map<Integer, AtomicLong> statuses)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", edge.ports().http())) {
      socket.setSoTimeout((int) TimeUnit.MINUTES.toMillis(2));
      InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
      for (long from = next.getAndAdd(PIPELINED); from < values; from = next.getAndAdd(PIPELINED)) {
        java.io.ByteArrayOutputStream batch = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < PIPELINED; i++) {
          batch.writeBytes(kind.request(first + from + i));
        }
        socket.getOutputStream().write(batch.toByteArray());
        for (int i = 0; i < PIPELINED; i++) {
          statuses.computeIfAbsent(status(in), any -> new AtomicLong()).incrementAndGet();
        }
      }
    }
  }

  /** Reads one answer. */
  private static int status(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).substring(9, 12));
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith("content-length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  private long heapAfterCollection() throws IOException, InterruptedException {
    var unused = tell("GC.run");
    Matcher used = HEAP_USED.matcher(tell("GC.heap_info"));
    long kilobytes = 0;
    for (int i = 0; i < 2 && used.find(); i++) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return kilobytes << 10;
  }

  private String tell(String command) throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(program, Long.toString(edge.processId()), command)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd failed: " + output);
    }
    return output;
  }
}
