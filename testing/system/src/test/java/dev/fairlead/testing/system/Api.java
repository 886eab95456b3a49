package dev.fairlead.testing.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The published API, as any client with a token uses it. */
final class Api {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final String url;
  private final String token;

  Api(HttpClient http, String url, String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  String url() {
    return url;
  }

  String token() {
    return token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return document(send("GET", path, "", authorized()));
  }

  String text(String path) throws IOException, InterruptedException {
    return send("GET", path, "", authorized()).body();
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    return document(send("POST", path, JSON.writeValueAsString(body), authorized()));
  }

  JsonNode deployment(String id) throws IOException, InterruptedException {
    return get("/v1/deployments/" + id);
  }

  /** Waits until a deployment is ready and served, failed or cancelled. */
  JsonNode ended(String id) throws Exception {
    return Eventually.get(
        "deployment " + id + " ends",
        () -> deployment(id),
        seen ->
            switch (seen.path("state").asText()) {
              case "failed", "cancelled" -> true;
              case "ready" -> seen.path("served").asBoolean();
              default -> false;
            });
  }

  private Map<String, String> authorized() {
    return Map.of("Authorization", "Bearer " + token);
  }

  /** Sends just what is given; an empty body is none. */
  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode document(HttpResponse<String> response) throws IOException {
    if (response.statusCode() >= 400) {
      throw new IOException("%d: %s".formatted(response.statusCode(), response.body()));
    }
    return JSON.readTree(response.body());
  }
}
