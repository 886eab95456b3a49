package dev.fairlead.testing.bench;

import dev.fairlead.embedded.EmbeddedS3;
import dev.fairlead.embedded.EmbeddedS3Config;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.s3.S3Bucket;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.site.s3.S3ManifestStore;
import dev.fairlead.site.s3.S3RouteTable;
import dev.fairlead.site.s3.S3UploadPresigner;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An S3 server of our own with one published site, and the environment an edge reads it by. */
final class BenchBucket implements AutoCloseable {
  private static final String BUCKET = "bench";
  private static final String REGION = "eu-central-1";
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  private final EmbeddedS3 server;
  private final S3Bucket bucket;
  private final ProjectId project = ProjectId.random(new SplittableRandom());

  BenchBucket(Path directory) throws IOException {
    server = EmbeddedS3.start(new EmbeddedS3Config(directory, 0, "bench", "correct-horse"));
    bucket =
        S3Bucket.open(
            new S3Config(
                BUCKET,
                REGION,
                server.endpoint(),
                true,
                new S3Config.Credentials(server.accessKeyId(), server.secretAccessKey())));
    bucket.createIfMissing();
  }

  /** Publishes one HTML file as a build does, through a presigned upload. */
  void publish(Hostname host, SitePath path, byte[] html) throws IOException, InterruptedException {
    Blob blob = new Blob(ContentHash.of(html), html.length);
    upload(new S3UploadPresigner(bucket).blob(project, blob, VALIDITY), html);
    DeploymentId deployment = DeploymentId.random(new SplittableRandom());
    SiteFile file = new SiteFile(path, "text/html; charset=utf-8", false, blob, Map.of());
    new S3ManifestStore(bucket)
        .create(
            new Manifest(
                Manifest.SCHEMA,
                project,
                deployment,
                Instant.now(),
                NotFoundHandling.NONE,
                List.of(file)));
    new S3RouteTable(bucket)
        .write(new Route(Route.SCHEMA, host, 1, project, deployment, null, true), null);
  }

  Map<String, String> environment() {
    return Map.of(
        "FAIRLEAD_S3_BUCKET",
        BUCKET,
        "AWS_REGION",
        REGION,
        "AWS_ENDPOINT_URL",
        server.endpoint().toString(),
        "AWS_ACCESS_KEY_ID",
        server.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY",
        server.secretAccessKey());
  }

  @Override
  public void close() throws IOException {
    bucket.close();
    server.close();
  }

  private static void upload(S3UploadPresigner.Upload upload, byte[] bytes)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
    upload.headers().forEach(request::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("the upload was answered with " + status);
      }
    }
  }
}
