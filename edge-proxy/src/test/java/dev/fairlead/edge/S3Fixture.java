package dev.fairlead.edge;

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
import dev.fairlead.site.StorageKeys;
import dev.fairlead.site.StorageRegion;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.site.s3.S3Storage;
import dev.fairlead.site.s3.S3StorageConfig;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server that can be stopped and started, and anything that may lie in its bucket. */
final class S3Fixture implements AutoCloseable {
  private static final String BUCKET = "sites";
  private static final String REGION = "local-1";
  private static final String USER = "edge";
  private static final String SECRET = "correct-horse";

  final ProjectId project = ProjectId.parse("0123456789abcdef");
  final S3Storage storage;
  private final Random random = new Random();
  private final Path folder;
  private final S3Client client;
  private final int port;
  private EmbeddedS3 server;

  S3Fixture(Path folder) throws IOException {
    this.folder = folder;
    port = FreePort.find();
    startServer();
    storage =
        S3Storage.open(
            S3StorageConfig.of(
                new S3Config(
                    BUCKET,
                    REGION,
                    server.endpoint(),
                    true,
                    new S3Config.Credentials(USER, SECRET))));
    storage.home().createIfMissing();
    client =
        S3Client.builder()
            .region(Region.of(REGION))
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, SECRET)))
            .build();
  }

  /** What an edge in a process of its own is told of this store. */
  Map<String, String> environment() {
    return Map.of(
        "FAIRLEAD_S3_BUCKET",
        BUCKET,
        "AWS_REGION",
        REGION,
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + port,
        "AWS_ACCESS_KEY_ID",
        USER,
        "AWS_SECRET_ACCESS_KEY",
        SECRET);
  }

  void stopServer() throws IOException {
    server.close();
  }

  void startServer() throws IOException {
    server = EmbeddedS3.start(new EmbeddedS3Config(folder, port, USER, SECRET));
  }

  /** Stores a deployment, without a route to it. */
  DeploymentId deploy(Map<String, byte[]> pages) throws IOException {
    List<SiteFile> files = new ArrayList<>();
    for (Map.Entry<String, byte[]> page : pages.entrySet()) {
      byte[] content = page.getValue();
      Blob blob = new Blob(ContentHash.of(content), content.length);
      put(StorageKeys.blob(project, blob.sha256()), content);
      files.add(
          new SiteFile(
              SitePath.parse(page.getKey()), "text/html; charset=utf-8", false, blob, Map.of()));
    }
    DeploymentId id = DeploymentId.random(random);
    storage
        .manifests(StorageRegion.HOME)
        .create(
            new Manifest(
                Manifest.SCHEMA,
                project,
                id,
                EdgeFixture.CREATED,
                NotFoundHandling.NOT_FOUND_PAGE,
                null,
                null,
                files));
    return id;
  }

  /** What a route of this project looks like. */
  Route route(String host, long generation, DeploymentId deployment) {
    return new Route(
        Route.SCHEMA, Hostname.parse(host), generation, project, deployment, null, true);
  }

  /** Stores a route, whatever is there. */
  void putRoute(Route route) throws IOException {
    putRoute(route.host().value(), route.toJson());
  }

  /** Stores bytes where the route of a host is. */
  void putRoute(String host, byte[] bytes) {
    put(StorageKeys.route(Hostname.parse(host)), bytes);
  }

  /** Stores bytes where the manifest of a deployment is. */
  void putManifest(DeploymentId deployment, byte[] bytes) {
    put(StorageKeys.manifest(project, deployment), bytes);
  }

  /** Makes a manifest longer than any may be, in a file that takes no room. */
  void stretchManifest(DeploymentId deployment) throws IOException {
    Path file =
        folder
            .resolve("buckets")
            .resolve(BUCKET)
            .resolve(StorageKeys.manifest(project, deployment));
    if (!Files.exists(file)) {
      throw new IOException(file + " is not there");
    }
    try (RandomAccessFile stored = new RandomAccessFile(file.toFile(), "rw")) {
      stored.setLength(Manifest.MAX_BYTES + 1L);
    }
  }

  private void put(String key, byte[] bytes) {
    client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(bytes));
  }

  @Override
  public void close() throws IOException {
    client.close();
    storage.close();
    server.close();
  }
}
