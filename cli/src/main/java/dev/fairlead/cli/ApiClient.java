package dev.fairlead.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The API over HTTP. A refusal becomes a {@link CliException} with the API's own sentence. */
final class ApiClient implements AutoCloseable {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int SERVER_ERROR = 500;

  private final String url;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  ApiClient(String url, String token) {
    this.url = url.replaceAll("/+$", "");
    this.token = token;
  }

  HttpClient http() {
    return http;
  }

  /** Closes all connections at once. */
  @Override
  public void close() {
    http.shutdownNow();
    try {
      http.awaitTermination(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  <T> T get(String path, Class<T> type) throws CliException {
    return read(send(request(path).GET()), type);
  }

  <T> List<T> list(String path, Class<T> type) throws CliException {
    try {
      return JSON.readValue(
          send(request(path).GET()).body(),
          JSON.getTypeFactory().constructCollectionType(List.class, type));
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  /** The document as the API sent it, for {@code --json}. */
  JsonNode document(String path) throws CliException {
    return read(send(request(path).GET()), JsonNode.class);
  }

  /** As {@link #get}, but empty where there is no such thing. */
  <T> Optional<T> find(String path, Class<T> type) throws CliException {
    HttpResponse<String> response = exchange(request(path).GET());
    return response.statusCode() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(read(checked(response), type));
  }

  <T> T post(String path, Object body, Class<T> type) throws CliException {
    return read(send(request(path).POST(json(body))), type);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    try {
      return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document of ours cannot be written", e);
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws CliException {
    return checked(exchange(request));
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) throws CliException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CliException(
          ExitCode.PLATFORM_FAILED,
          "The API at %s cannot be reached. Is Fairlead running? See ./fairlead status."
              .formatted(url));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.PLATFORM_FAILED, "Interrupted.");
    }
  }

  private HttpResponse<String> checked(HttpResponse<String> response) throws CliException {
    int status = response.statusCode();
    if (status < 400) {
      return response;
    }
    if (status == UNAUTHORIZED) {
      throw new CliException(
          ExitCode.USAGE, "The API does not accept the token; set FAIRLEAD_TOKEN to a valid one.");
    }
    throw new CliException(
        status >= SERVER_ERROR ? ExitCode.PLATFORM_FAILED : ExitCode.USAGE, detail(response));
  }

  private static String detail(HttpResponse<String> response) {
    try {
      Documents.Problem problem = JSON.readValue(response.body(), Documents.Problem.class);
      if (problem.detail() != null) {
        return problem.detail();
      }
    } catch (JsonProcessingException e) {
      return "The API answered %d without saying why.".formatted(response.statusCode());
    }
    return "The API answered %d without saying why.".formatted(response.statusCode());
  }

  private static <T> T read(HttpResponse<String> response, Class<T> type) throws CliException {
    try {
      return JSON.readValue(response.body(), type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static CliException unreadable(JsonProcessingException e) {
    return new CliException(
        ExitCode.PLATFORM_FAILED,
        "The API's answer cannot be read: %s".formatted(e.getOriginalMessage()));
  }
}
