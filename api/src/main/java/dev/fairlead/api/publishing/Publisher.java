package dev.fairlead.api.publishing;

import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.attempt.Attempts;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.route.RouteProjector;
import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.Blob;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.SiteRules;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a finished build a deployment that is served: blobs checked, manifest written, deployment
 * ready and activated, routes projected. Whatever comes before the activation may be repeated, or
 * be left undone, without anyone noticing.
 */
@Singleton
public final class Publisher {
  private final Attempts attempts;
  private final BlobLedger blobs;
  private final ProjectStorage storage;
  private final Activation activation;
  private final RouteProjector routes;
  private final InstantSource clock;

  Publisher(
      Attempts attempts,
      BlobLedger blobs,
      ProjectStorage storage,
      Activation activation,
      RouteProjector routes,
      InstantSource clock) {
    this.attempts = attempts;
    this.blobs = blobs;
    this.storage = storage;
    this.activation = activation;
    this.routes = routes;
    this.clock = clock;
  }

  /**
   * Publishes what a build has uploaded.
   *
   * @throws ProblemException {@code ATTEMPT_OVER} if another attempt or nobody may publish, {@code
   *     VALUE_INVALID} if a blob is missing or a header rule sets what is not a site's to set
   * @throws IOException if the store cannot be reached; the build may ask again
   */
  public void publish(String attemptToken, PublishRequest request) throws IOException {
    Attempt attempt = attempts.authenticate(attemptToken);
    refuseForeignFields(request.rules());
    List<Blob> all = request.files().stream().flatMap(Publisher::blobsOf).toList();
    blobs.requireAll(attempt.project(), all);
    Manifest stored = storage.manifests(attempt.project()).create(manifest(attempt, request));
    activation.activate(attemptToken, stored.rules().problems());
    routes.projectNow();
  }

  /** What a build says is for the build to make up; its own reader of files refuses these too. */
  private static void refuseForeignFields(@Nullable SiteRules rules) {
    if (rules == null) {
      return;
    }
    for (HeaderRule rule : rules.headers()) {
      for (HeaderRule.Field field : rule.fields()) {
        field
            .refusal()
            .ifPresent(
                refusal -> {
                  throw ProblemException.invalid(
                      "rules", rule.source() + ": " + refusal.sentence(field.name()));
                });
      }
    }
  }

  private Manifest manifest(Attempt attempt, PublishRequest request) {
    try {
      return new Manifest(
          Manifest.SCHEMA,
          attempt.project(),
          attempt.deployment(),
          clock.instant().truncatedTo(ChronoUnit.SECONDS),
          request.notFound(),
          request.htmlHandling(),
          request.rules(),
          request.files());
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("files", String.valueOf(e.getMessage()));
    }
  }

  private static Stream<Blob> blobsOf(SiteFile file) {
    return Stream.concat(Stream.of(file.blob()), file.variants().values().stream());
  }
}
