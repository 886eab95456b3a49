package dev.fairlead.buildtask.attempt;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.fairlead.buildtask.attempt.HttpExchange.Answer;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Calls the api's build endpoint. Every call may be repeated, and is, while the api is away: with a
 * growing pause, for at most the given patience.
 */
public final class ApiClient {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;

  private final URI base;
  private final @Nullable String token;
  private final StopSignal stop;
  private final Duration patience;

  /**
   * Makes a client.
   *
   * @param token sent as a bearer token; null for the claim, which has none yet
   * @param patience how long one call is tried again
   */
  public ApiClient(URI base, @Nullable String token, StopSignal stop, Duration patience) {
    this.base = base;
    this.token = token;
    this.stop = stop;
    this.patience = patience;
  }

  /** The same client with the attempt's token. */
  public ApiClient withToken(String attemptToken) {
    return new ApiClient(base, attemptToken, stop, patience);
  }

  /**
   * Posts a document and returns the body of the answer.
   *
   * @throws RefusedException if the api will never take this request
   * @throws StoppedException if the attempt is over, or the api was away for too long
   */
  public byte[] post(String path, Object document) throws IOException, StoppedException {
    byte[] json = WireFormat.write(document);
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      stop.check();
      Answer answer = tryOnce(path, json);
      if (answer != null && answer.succeeded()) {
        return answer.body();
      }
      if (answer != null && !mayPass(answer.status())) {
        throw refusal(path, answer);
      }
      if (System.nanoTime() > deadline) {
        stop.stop(StopReason.API_UNREACHABLE);
      }
      stop.pause(jittered(pause));
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  /**
   * Posts once, without patience.
   *
   * @return null if there was no answer
   */
  @Nullable Answer tryOnce(String path, byte[] json) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    Answer answer;
    try {
      URI uri = URI.create(base + path);
      answer =
          HttpExchange.send(
              "POST",
              uri,
              headers,
              () -> new ByteArrayInputStream(json),
              json.length,
              READ_TIMEOUT);
    } catch (IOException e) {
      return null;
    }
    if (answer.status() == CONFLICT) {
      stop.stop(StopReason.SUPERSEDED);
    }
    return answer;
  }

  private static boolean mayPass(int status) {
    return status >= 500 || status == TOO_MANY_REQUESTS || status == CONFLICT;
  }

  private static Duration jittered(Duration pause) {
    return Duration.ofNanos(
        ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos() + 1));
  }

  private static RefusedException refusal(String path, Answer answer) {
    String detail = "the api answered %d to %s".formatted(answer.status(), path);
    try {
      Problem problem = WireFormat.parse("problem", answer.body(), Problem.class);
      if (problem.detail() != null) {
        detail = problem.detail();
      }
    } catch (InvalidDocumentException e) {
      detail += " without saying why";
    }
    return new RefusedException(answer.status(), detail);
  }

  /** The part of an RFC 9457 problem document that is for people. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Problem(@Nullable String detail) {}

  /** The api understood a request and will not do what it asks. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status, String detail) {
      super(detail);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
