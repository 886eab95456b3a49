package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A build that builds nothing and speaks the real protocol over HTTP: waits for a build if it was
 * given none, claims it, sends heartbeats, uploads a page and publishes it. Like the real one it is
 * patient while the api is away, and ends itself when it is told that its attempt is over.
 */
public final class SimulatedBuild implements TaskProgram {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] PAGE = "<h1>built</h1>".getBytes(StandardCharsets.UTF_8);
  private static final String SHA256 = HexFormat.of().formatHex(sha256(PAGE));
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int HEARTBEATS = 3;

  /** Much shorter than the shortest lease, which is 5 s. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<URI> apis;
  private final BuildRecord record;
  private final Duration work;

  /**
   * Prepares builds.
   *
   * @param apis one or more; calls go to any of them, as through a load balancer
   * @param work how long one takes between its claim and its upload
   */
  public SimulatedBuild(List<URI> apis, BuildRecord record, Duration work) {
    if (apis.isEmpty()) {
      throw new IllegalArgumentException("apis: none (expected: one or more)");
    }
    this.apis = List.copyOf(apis);
    this.record = record;
    this.work = work;
  }

  @Override
  public int run(Map<String, String> environment) throws InterruptedException {
    try {
      JsonNode claim =
          environment.containsKey("FAIRLEAD_DEPLOYMENT_ID")
              ? JSON.createObjectNode()
                  .put("deployment", environment.get("FAIRLEAD_DEPLOYMENT_ID"))
                  .put("token", environment.get("FAIRLEAD_BUILD_TOKEN"))
              : await(String.valueOf(environment.get("FAIRLEAD_BUILD_TOKEN")));
      JsonNode spec = call("claim", "", claim);
      String deployment = claim.path("deployment").asText();
      record.claimed(deployment, spec.path("attempt").asInt());
      build(deployment, spec.path("attemptToken").asText());
      return 0;
    } catch (RefusedException e) {
      return 0;
    } catch (IOException e) {
      return 3;
    }
  }

  private JsonNode await(String token) throws IOException, InterruptedException {
    JsonNode answer = JSON.createObjectNode();
    while (answer.isEmpty()) {
      answer = call("await", token, JSON.createObjectNode());
    }
    return answer;
  }

  private void build(String deployment, String token) throws IOException, InterruptedException {
    long heartbeats = Math.max(HEARTBEATS, work.dividedBy(LONGEST_SILENCE));
    for (long i = 0; i < heartbeats; i++) {
      call("heartbeat", token, JSON.createObjectNode());
      pause(work.dividedBy(heartbeats));
    }
    ObjectNode uploads = JSON.createObjectNode();
    uploads.putArray("blobs").add(blob());
    for (JsonNode grant : call("uploads", token, uploads).path("grants")) {
      upload(grant);
    }
    ObjectNode publication = JSON.createObjectNode().put("notFound", "none");
    ObjectNode file = publication.putArray("files").addObject();
    file.put("path", "/index.html").put("contentType", "text/html; charset=utf-8");
    file.put("immutable", false).set("blob", blob());
    file.putObject("variants");
    call("publish", token, publication);
    record.published(deployment);
  }

  private static ObjectNode blob() {
    return JSON.createObjectNode().put("sha256", SHA256).put("length", PAGE.length);
  }

  /** Another build may have uploaded the same page in between; then the store refuses it. */
  private void upload(JsonNode grant) throws IOException, InterruptedException {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.path("url").asText()))
            .timeout(TIMEOUT)
            .PUT(BodyPublishers.ofByteArray(PAGE));
    grant.path("headers").properties().forEach(h -> put.header(h.getKey(), h.getValue().asText()));
    int status = http.send(put.build(), BodyHandlers.discarding()).statusCode();
    if (status != 200 && status != 409 && status != 412) {
      throw new IOException("the store answered %d".formatted(status));
    }
  }

  private JsonNode call(String what, String token, JsonNode body)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp) {
      try {
        HttpResponse<byte[]> response =
            http.send(request(what, token, body), BodyHandlers.ofByteArray());
        if (response.statusCode() < 300) {
          return response.body().length == 0
              ? JSON.createObjectNode()
              : JSON.readTree(response.body());
        }
        if (response.statusCode() < 500) {
          throw new RefusedException(what + ": " + response.statusCode());
        }
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        // The api is away, perhaps killed; it comes back.
      }
      pause(PAUSE);
    }
    throw new IOException("the api was away for too long");
  }

  private HttpRequest request(String what, String token, JsonNode body) throws IOException {
    URI api = apis.get(ThreadLocalRandom.current().nextInt(apis.size()));
    return HttpRequest.newBuilder(api.resolve("/build/v1/" + what))
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
        .build();
  }

  private static void pause(Duration time) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    if (never) {
      throw new IllegalStateException("nothing counts down");
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The attempt is over. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
