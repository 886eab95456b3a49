package dev.fairlead.testing.bench.edge;

import dev.fairlead.testing.bench.Pinned;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Load generators on core 1: closed loops of wrk and h2load, and h2load at a fixed rate. */
final class Load {
  private static final Pattern WRK_REQUESTS =
      Pattern.compile("(\\d+) requests in ([0-9.]+)(ms|s|m)");
  private static final Pattern WRK_ERRORS = Pattern.compile("Socket errors.*|Non-2xx.*");
  private static final Pattern H2LOAD =
      Pattern.compile(
          "requests: \\d+ total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed");

  private static final Pattern RESUMED = Pattern.compile("(\\d+) requests (\\d+) resumed");

  /** The header block of a current browser, so that parsing costs what it costs in life. */
  private static final List<String> BROWSER =
      List.of(
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/139.0.0.0 Safari/537.36",
          "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
              + "image/apng,*/*;q=0.8",
          "Accept-Language: en-GB,en;q=0.9,de;q=0.8",
          "Accept-Encoding: gzip, deflate, br, zstd",
          "Sec-Fetch-Dest: document",
          "Sec-Fetch-Mode: navigate",
          "Sec-Fetch-Site: same-origin",
          "Sec-Fetch-User: ?1",
          "sec-ch-ua: \"Chromium\";v=\"139\", \"Not;A=Brand\";v=\"99\"",
          "sec-ch-ua-mobile: ?0",
          "sec-ch-ua-platform: \"Linux\"",
          "Upgrade-Insecure-Requests: 1",
          "Cookie: theme=dark; consent=1; visit=0f8fad5b-d9cb-469f-a165-70867728950e");

  /** What one run has counted. */
  record Result(long requests, double seconds) {
    double perSecond() {
      return requests / seconds;
    }
  }

  private Load() {}

  /**
   * Asks as fast as it is answered, over HTTP/1.1.
   *
   * @param script of wrk; null to ask for the path of the URL only
   * @param headers beside those of a browser
   * @param failuresExpected whether answers other than 2xx and 3xx are what is asked for
   */
  static Result wrk(
      String url,
      int connections,
      int seconds,
      @Nullable Path script,
      List<String> headers,
      boolean failuresExpected)
      throws IOException, InterruptedException {
    List<String> command =
        Pinned.command(1, "wrk", "-t1", "-c" + connections, "-d" + seconds + "s");
    if (script != null) {
      command.addAll(List.of("-s", script.toString()));
    }
    for (String header : BROWSER) {
      command.addAll(List.of("-H", header));
    }
    for (String header : headers) {
      command.addAll(List.of("-H", header));
    }
    command.add(url);
    String output = run(command);
    Matcher requests = WRK_REQUESTS.matcher(output);
    Matcher errors = WRK_ERRORS.matcher(output);
    boolean failed = errors.find() && !(failuresExpected && errors.group().startsWith("Non-2xx"));
    if (failed || !requests.find()) {
      throw new IOException("wrk failed: " + output);
    }
    double unit =
        switch (requests.group(3)) {
          case "ms" -> 0.001;
          case "m" -> 60;
          default -> 1;
        };
    return new Result(
        Long.parseLong(requests.group(1)), Double.parseDouble(requests.group(2)) * unit);
  }

  /** Asks once on each encrypted connection, each but the first begun with a ticket. */
  static Result resuming(int port, String path, int clients, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        Pinned.command(1, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ResumingClient.class.getName(), Integer.toString(port)));
    command.addAll(List.of(BenchSite.HOST, path));
    command.addAll(List.of(Integer.toString(clients), Integer.toString(seconds)));
    String output = run(command);
    Matcher counts = RESUMED.matcher(output);
    if (!counts.find()) {
      throw new IOException("the client failed: " + output);
    }
    long requests = Long.parseLong(counts.group(1));
    long begunAnew = requests - Long.parseLong(counts.group(2));
    // Each client has a first connection, and now and then a ticket comes too late.
    if (begunAnew > clients + requests / 20) {
      throw new IOException("it resumes too few sessions: " + output.strip());
    }
    return new Result(requests, seconds);
  }

  /** Asks as fast as it is answered, over HTTP/2. */
  static Result h2load(String url, int connections, int streams, int seconds)
      throws IOException, InterruptedException {
    List<String> command = h2load(url, connections, seconds);
    command.addAll(List.of("-m", Integer.toString(streams)));
    return h2loadResult(run(command), seconds, false);
  }

  /**
   * How it is asked whether or not answers come.
   *
   * @param perSecond requests of all connections together
   * @param failuresExpected whether answers other than 2xx and 3xx are what is asked for
   */
  record Rate(int connections, int perSecond, boolean http2, boolean failuresExpected) {}

  /**
   * Asks at a fixed rate.
   *
   * @param headers beside those of a browser
   * @return how long each answer took, in microseconds, sorted
   */
  static long[] fixedRate(String url, Rate rate, List<String> headers, int seconds, Path log)
      throws IOException, InterruptedException {
    Files.deleteIfExists(log);
    List<String> command = h2load(url, rate.connections, seconds);
    double each = (double) rate.perSecond / rate.connections;
    command.addAll(List.of("--rps=" + each, "--log-file=" + log, "-m1"));
    if (!rate.http2) {
      command.add("--h1");
    }
    for (String header : headers) {
      command.addAll(List.of("-H", header));
    }
    var unused = h2loadResult(run(command), seconds, rate.failuresExpected);
    long[] micros =
        Files.readAllLines(log).stream()
            .mapToLong(line -> Long.parseLong(line.split("\t")[2]))
            .toArray();
    Files.delete(log);
    Arrays.sort(micros);
    return micros;
  }

  private static List<String> h2load(String url, int connections, int seconds) {
    List<String> command =
        Pinned.command(1, "h2load", "-t1", "-c" + connections, "-D" + seconds, "--warm-up-time=0");
    command.add("--connect-to=127.0.0.1:" + URI.create(url).getPort());
    for (String header : BROWSER) {
      command.addAll(List.of("-H", header));
    }
    command.add(url);
    return command;
  }

  private static Result h2loadResult(String output, int seconds, boolean failuresExpected)
      throws IOException {
    Matcher counts = H2LOAD.matcher(output);
    if (!counts.find() || (!failuresExpected && Long.parseLong(counts.group(2)) > 0)) {
      throw new IOException("h2load failed: " + output);
    }
    return new Result(Long.parseLong(counts.group(1)), seconds);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s failed: %s".formatted(command.get(3), output));
    }
    return output;
  }
}
