package dev.fairlead.buildtask.upload;

import dev.fairlead.build.protocol.UploadGrants.Grant;
import dev.fairlead.buildtask.attempt.HttpExchange;
import dev.fairlead.buildtask.attempt.HttpExchange.Answer;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.site.Blob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One blob on its way into the store. */
final class BlobUpload {
  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int ALREADY_THERE = 412;

  /** Written by the HTTP client itself, with the same values that were signed. */
  private static final Set<String> CLIENT_HEADERS = Set.of("host", "content-length");

  private final Blob blob;
  private final Path content;
  private final StopSignal stop;

  BlobUpload(Blob blob, @Nullable Path content, StopSignal stop) {
    this.blob = blob;
    this.content = Objects.requireNonNull(content, "content");
    this.stop = stop;
  }

  /**
   * Puts the blob; one that is there already is as good.
   *
   * @return null, so that it can be a task whose exceptions are kept
   * @throws IOException if the store refuses it, or does not answer again and again
   */
  @Nullable Void put(Grant grant) throws IOException, StoppedException {
    Map<String, String> headers = new HashMap<>(grant.headers());
    headers.keySet().removeIf(name -> CLIENT_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    Duration pause = FIRST_PAUSE;
    for (int tryNumber = 1; ; tryNumber++) {
      stop.check();
      String problem = tryOnce(URI.create(grant.url()), headers);
      if (problem == null) {
        return null;
      }
      if (tryNumber == TRIES) {
        throw new IOException(problem);
      }
      stop.pause(pause);
      pause = pause.multipliedBy(2);
    }
  }

  private @Nullable String tryOnce(URI uri, Map<String, String> headers) throws IOException {
    Answer answer;
    try {
      answer =
          HttpExchange.send(
              "PUT", uri, headers, () -> Files.newInputStream(content), blob.length(), SILENCE);
    } catch (IOException e) {
      return "the store does not answer: " + e.getMessage();
    }
    if (answer.succeeded() || answer.status() == ALREADY_THERE) {
      return null;
    }
    String problem = "the store answered %d to %s".formatted(answer.status(), blob.sha256());
    if (answer.status() < 500 && answer.status() != 429) {
      throw new IOException(problem);
    }
    return problem;
  }
}
