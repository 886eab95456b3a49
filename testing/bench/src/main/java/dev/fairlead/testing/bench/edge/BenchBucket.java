package dev.fairlead.testing.bench.edge;

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
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.StorageKeys;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import dev.fairlead.site.s3.S3Bucket;
import dev.fairlead.site.s3.S3Config;
import dev.fairlead.site.s3.S3ManifestStore;
import dev.fairlead.site.s3.S3RouteTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** An S3 server of our own with published sites, for the edge and for servers in front of it. */
public final class BenchBucket implements AutoCloseable {
  private static final String BUCKET = "bench";
  private static final Region REGION = Region.EU_CENTRAL_1;
  private static final Duration SIGNED_FOR = Duration.ofDays(1);

  private final EmbeddedS3 server;
  private final S3Bucket bucket;
  private final S3Client client;
  private final S3Presigner presigner;
  private final ProjectId project = ProjectId.random(new SplittableRandom());

  /** One file of a site. */
  record BenchFile(String path, byte[] content) {}

  public BenchBucket(Path directory) throws IOException {
    server = EmbeddedS3.start(new EmbeddedS3Config(directory, 0, "bench", "correct-horse"));
    bucket =
        S3Bucket.open(
            new S3Config(
                BUCKET,
                REGION.id(),
                server.endpoint(),
                true,
                new S3Config.Credentials(server.accessKeyId(), server.secretAccessKey())));
    bucket.createIfMissing();
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey()));
    client =
        S3Client.builder()
            .region(REGION)
            .endpointOverride(server.endpoint())
            .forcePathStyle(true)
            .credentialsProvider(credentials)
            .build();
    presigner =
        S3Presigner.builder()
            .region(REGION)
            .endpointOverride(server.endpoint())
            .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
            .credentialsProvider(credentials)
            .build();
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** Publishes a site. */
  void publish(Hostname host, List<BenchFile> files) throws IOException {
    DeploymentId deployment = deploy(files);
    new S3RouteTable(bucket)
        .write(new Route(Route.SCHEMA, host, 1, project, deployment, null, true), null);
  }

  /** Stores a deployment that no host leads to; {@code /old} redirects to the first file. */
  DeploymentId deploy(List<BenchFile> files) throws IOException {
    List<SiteFile> published = new ArrayList<>();
    for (BenchFile file : files) {
      Blob blob = new Blob(ContentHash.of(file.content()), file.content().length);
      client.putObject(
          put -> put.bucket(BUCKET).key(StorageKeys.blob(project, blob.sha256())),
          RequestBody.fromBytes(file.content()));
      published.add(
          new SiteFile(
              SitePath.parse(file.path()), "application/octet-stream", false, blob, Map.of()));
    }
    DeploymentId deployment = DeploymentId.random(new SplittableRandom());
    RedirectRule old =
        new RedirectRule(
            new RuleSource("_redirects", 1),
            RuleScope.ofPath("/old"),
            null,
            files.getFirst().path(),
            301,
            false);
    new S3ManifestStore(bucket)
        .create(
            new Manifest(
                Manifest.SCHEMA,
                project,
                deployment,
                Instant.now(),
                NotFoundHandling.NONE,
                null,
                new SiteRules(List.of(old), null, null),
                published));
    return deployment;
  }

  /** Lets a published host lead to a deployment, as the api does. */
  Route lead(Hostname host, DeploymentId deployment) throws IOException {
    RouteTable table = new S3RouteTable(bucket);
    RouteTable.Stored old =
        table.find(host).orElseThrow(() -> new IOException("not published: " + host));
    long generation = old.route().generation() + 1;
    Route route = new Route(Route.SCHEMA, host, generation, project, deployment, null, true);
    RouteTable.WriteOutcome outcome = table.write(route, old.tag());
    if (outcome instanceof RouteTable.WriteOutcome.Conflict) {
      throw new IOException("somebody else writes the route of " + host);
    }
    return route;
  }

  /** Path and query at which the S3 server gives a file to anyone, for a day. */
  String signedTarget(BenchFile file) {
    String key = StorageKeys.blob(project, ContentHash.of(file.content()));
    URI url =
        URI.create(
            presigner
                .presignGetObject(
                    presign ->
                        presign
                            .signatureDuration(SIGNED_FOR)
                            .getObjectRequest(get -> get.bucket(BUCKET).key(key)))
                .url()
                .toString());
    return url.getRawPath() + "?" + url.getRawQuery();
  }

  /** What an edge needs to read the sites, through whatever forwards to the S3 server. */
  public Map<String, String> environment(URI endpoint) {
    return Map.of(
        "FAIRLEAD_S3_BUCKET",
        BUCKET,
        "AWS_REGION",
        REGION.id(),
        "AWS_ENDPOINT_URL",
        endpoint.toString(),
        "AWS_ACCESS_KEY_ID",
        server.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY",
        server.secretAccessKey());
  }

  @Override
  public void close() throws IOException {
    presigner.close();
    client.close();
    bucket.close();
    server.close();
  }
}
