package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.build.protocol.EventBatch;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.build.protocol.UploadRequest;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Speaks the build protocol as a build does, one step at a time. */
final class FakeBuild {
  private final ApiFixture api = ApiFixture.instance();
  private final String token;
  private final int attempt;

  private FakeBuild(String token, int attempt) {
    this.token = token;
    this.attempt = attempt;
  }

  /** Claims the given launch of a deployment. */
  static FakeBuild claim(String deployment, int launch) {
    ApiFixture api = ApiFixture.instance();
    String startToken = api.launcher.tokenOf(deployment, launch);
    ApiFixture.Answer spec =
        api.build(
            BuildPaths.CLAIM,
            "",
            json(new ClaimRequest(DeploymentId.parse(deployment), startToken)));
    assertThat(spec.status()).as(spec.body().toString()).isEqualTo(200);
    return new FakeBuild(spec.text("attemptToken"), spec.body().path("attempt").asInt());
  }

  /** What the build of a deployment is told of its settings. */
  static JsonNode settingsOf(String deployment) {
    ApiFixture api = ApiFixture.instance();
    ClaimRequest claim =
        new ClaimRequest(DeploymentId.parse(deployment), api.launcher.tokenOf(deployment, 1));
    return api.build(BuildPaths.CLAIM, "", json(claim)).body().path("settings");
  }

  int heartbeat() {
    return api.build(BuildPaths.HEARTBEAT, token, "{}".getBytes(StandardCharsets.UTF_8)).status();
  }

  int events(BuildEvent... events) {
    return api.build(BuildPaths.EVENTS, token, json(new EventBatch(List.of(events)))).status();
  }

  /** Sends lines {@code first} to {@code last}, each with its number as text. */
  int log(long first, long last) {
    List<LogLine> lines =
        LongStream.rangeClosed(first, last)
            .mapToObj(n -> new LogLine(n, Instant.EPOCH, LogStream.STDOUT, "line " + n))
            .toList();
    return api.build(BuildPaths.LOG, token, json(new LogChunk(attempt, lines))).status();
  }

  int say(long number, String text) {
    LogLine line = new LogLine(number, Instant.EPOCH, LogStream.STDOUT, text);
    return api.build(BuildPaths.LOG, token, json(new LogChunk(attempt, List.of(line)))).status();
  }

  JsonNode missing(Blob... blobs) {
    return api.build(BuildPaths.UPLOADS, token, json(new UploadRequest(List.of(blobs))))
        .body()
        .path("grants");
  }

  /** Uploads a file where that is wanted, and returns it. */
  SiteFile upload(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Blob blob = new Blob(ContentHash.of(bytes), bytes.length);
    for (JsonNode grant : missing(blob)) {
      HttpRequest.Builder put =
          HttpRequest.newBuilder(URI.create(grant.path("url").asText()))
              .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
      grant
          .path("headers")
          .properties()
          .forEach(h -> put.header(h.getKey(), h.getValue().asText()));
      assertThat(api.raw(put.build()).statusCode()).isEqualTo(200);
    }
    return new SiteFile(SitePath.parse(path), "text/html; charset=utf-8", false, blob, Map.of());
  }

  ApiFixture.Answer publish(SiteFile... files) {
    return publish(new PublishRequest(NotFoundHandling.NONE, List.of(files)));
  }

  ApiFixture.Answer publish(PublishRequest request) {
    return api.build(BuildPaths.PUBLISH, token, json(request));
  }

  private static byte[] json(Object document) {
    try {
      return WireFormat.write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
