package dev.fairlead.testing.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, a closed loop of keep-alive connections on core 1. */
final class Wrk {
  private static final int CONNECTIONS = 32;
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ([0-9.]+)(ms|s|m)");
  private static final Pattern ERRORS = Pattern.compile("(Socket errors|Non-2xx).*");

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

  private Wrk() {}

  /**
   * Asks for a path as fast as it is answered.
   *
   * @throws IOException if wrk fails or any answer was not 200
   */
  static Result run(int port, String host, String path, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        Pinned.command(1, "wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s");
    command.add("-H");
    command.add("Host: " + host);
    for (String header : BROWSER) {
      command.add("-H");
      command.add(header);
    }
    command.add("http://127.0.0.1:%d%s".formatted(port, path));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher requests = REQUESTS.matcher(output);
    Matcher errors = ERRORS.matcher(output);
    if (process.waitFor() != 0 || errors.find() || !requests.find()) {
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
}
