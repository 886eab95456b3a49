package dev.fairlead.testing.system;

import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The served sites. Names below localhost need no resolver: the name goes into the Host header. */
final class Edge {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HINTED = Duration.ofSeconds(6);

  private final HttpClient http;

  Edge(HttpClient http) {
    this.http = http;
  }

  /** Fetches an address of a site; header names and values alternate. */
  HttpResponse<byte[]> get(String address, String... headers)
      throws IOException, InterruptedException {
    URI uri = URI.create(address);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(uri.getPort(), pathOf(uri))))
            .timeout(PATIENCE)
            .header("Host", uri.getAuthority());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The body as text; fails if the answer is not 200. */
  String text(String address, String... headers) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = get(address, headers);
    if (response.statusCode() != 200) {
      throw new IOException("%s answers %d".formatted(address, response.statusCode()));
    }
    return textOf(response);
  }

  /**
   * Waits until an address answers with this text. The time is short, so that a change whose hint
   * was lost, which the edge would find by itself after ten seconds, fails the test.
   */
  void awaitText(String address, String text) throws Exception {
    Eventually.within(
        HINTED, address + " changes", () -> textOf(get(address)), seen -> seen.equals(text));
  }

  static String textOf(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }
}
