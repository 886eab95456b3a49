package dev.fairlead.api.build;

import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.attempt.Attempts;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.inspection.Inspections;
import dev.fairlead.api.log.LogKeeper;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.publishing.BlobLedger;
import dev.fairlead.api.publishing.Publisher;
import dev.fairlead.api.warm.WarmPool;
import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.build.protocol.EventBatch;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.build.protocol.UploadGrants;
import dev.fairlead.build.protocol.UploadRequest;
import dev.fairlead.site.WireFormat;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.util.Optional;

/** The endpoint that running builds talk to; {@link BuildPaths} says how. */
@Hidden
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class BuildController {
  private static final String BEARER = "Bearer ";

  private final BuildStore builds;
  private final Attempts attempts;
  private final BuildSpecs specs;
  private final Inspections inspections;
  private final BuildsConfig config;
  private final LogKeeper logs;
  private final BlobLedger blobs;
  private final Publisher publisher;
  private final WarmPool warmTasks;

  BuildController(
      BuildStore builds,
      Attempts attempts,
      BuildSpecs specs,
      Inspections inspections,
      BuildsConfig config,
      LogKeeper logs,
      BlobLedger blobs,
      Publisher publisher,
      WarmPool warmTasks) {
    this.builds = builds;
    this.attempts = attempts;
    this.specs = specs;
    this.inspections = inspections;
    this.config = config;
    this.logs = logs;
    this.blobs = blobs;
    this.publisher = publisher;
    this.warmTasks = warmTasks;
  }

  @Post(BuildPaths.CLAIM)
  HttpResponse<byte[]> claim(@Body byte[] body) throws IOException {
    ClaimRequest request = WireFormat.parse("claim", body, ClaimRequest.class);
    OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.BUILD_ATTEMPT);
    Optional<Attempt> attempt =
        builds.claim(request.deployment(), request.token(), token, config.lease());
    BuildSpec spec = attempt.isPresent() ? specs.of(attempt.get(), token) : inspection(request);
    return HttpResponse.ok(spec.toJson()).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private BuildSpec inspection(ClaimRequest request) {
    return inspections
        .claim(request)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.UNAUTHENTICATED, "The token is unknown, or its build has begun."));
  }

  @Post(BuildPaths.AWAIT)
  HttpResponse<byte[]> await(@Header String authorization)
      throws IOException, InterruptedException {
    Optional<ClaimRequest> given = warmTasks.await(token(authorization));
    if (given.isEmpty()) {
      return HttpResponse.noContent();
    }
    return HttpResponse.ok(WireFormat.write(given.get()))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  @Post(BuildPaths.HEARTBEAT)
  HttpResponse<Void> heartbeat(@Header String authorization) {
    String token = token(authorization);
    if (OpaqueToken.isOf(OpaqueToken.Kind.INSPECTION, token)) {
      inspections.heartbeat(token);
      return HttpResponse.noContent();
    }
    builds.heartbeat(token, config.lease());
    return HttpResponse.noContent();
  }

  @Post(BuildPaths.EVENTS)
  HttpResponse<Void> events(@Header String authorization, @Body byte[] body) throws IOException {
    String token = token(authorization);
    EventBatch batch = WireFormat.parse("event batch", body, EventBatch.class);
    if (OpaqueToken.isOf(OpaqueToken.Kind.INSPECTION, token)) {
      inspections.apply(token, batch.events());
      return HttpResponse.noContent();
    }
    boolean ended = builds.apply(token, batch.events());
    if (ended) {
      logs.finishSoon();
    }
    return HttpResponse.noContent();
  }

  @Post(BuildPaths.LOG)
  HttpResponse<Void> log(@Header String authorization, @Body byte[] body) throws IOException {
    String token = token(authorization);
    if (OpaqueToken.isOf(OpaqueToken.Kind.INSPECTION, token)) {
      inspections.heartbeat(token); // Nobody reads the log of an inspection.
      return HttpResponse.noContent();
    }
    logs.append(token, WireFormat.parse("log chunk", body, LogChunk.class));
    return HttpResponse.noContent();
  }

  @Post(BuildPaths.UPLOADS)
  HttpResponse<byte[]> uploads(@Header String authorization, @Body byte[] body) throws IOException {
    Attempt attempt = attempts.authenticate(token(authorization));
    UploadRequest request = WireFormat.parse("upload request", body, UploadRequest.class);
    UploadGrants grants = blobs.grantMissing(attempt.project(), request.blobs());
    return HttpResponse.ok(WireFormat.write(grants)).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  @Post(BuildPaths.PUBLISH)
  HttpResponse<Void> publish(@Header String authorization, @Body byte[] body) throws IOException {
    String token = token(authorization);
    publisher.publish(token, WireFormat.parse("publish request", body, PublishRequest.class));
    logs.finishSoon();
    return HttpResponse.noContent();
  }

  private static String token(String authorization) {
    return authorization.startsWith(BEARER)
        ? authorization.substring(BEARER.length())
        : authorization;
  }
}
