package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Blob;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.BlobStoreContract;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.ManifestStoreContract;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.RouteTableContract;
import dev.fairlead.site.StorageKeys;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * All that we ask of S3, asked of something that answers for AWS. That wrong bytes and signatures
 * are refused is tested in {@link S3UploadPresignerTest}: not everything that answers for AWS does
 * so.
 */
@AwsEndpointTest("s3")
final class S3OnAwsTest {
  private S3Bucket bucket;

  @BeforeEach
  void open(AwsEndpoint endpoint) throws IOException {
    bucket = AwsBucket.open(endpoint);
  }

  @AfterEach
  void close() {
    bucket.close();
  }

  @Nested
  final class Blobs extends BlobStoreContract {
    @Override
    protected BlobStore store() {
      return new S3BlobStore(bucket);
    }

    @Override
    protected void put(ProjectId project, byte[] content) throws IOException {
      bucket.put(StorageKeys.blob(project, ContentHash.of(content)), content, "text/plain");
    }
  }

  @Nested
  final class Manifests extends ManifestStoreContract {
    @Override
    protected ManifestStore store() {
      return new S3ManifestStore(bucket);
    }

    @Override
    protected void putBytes(ProjectId project, DeploymentId deployment, byte[] bytes)
        throws IOException {
      bucket.put(StorageKeys.manifest(project, deployment), bytes, "application/json");
    }
  }

  @Nested
  final class Routes extends RouteTableContract {
    @Override
    protected RouteTable table() {
      return new S3RouteTable(bucket);
    }

    @Override
    protected void putBytes(Hostname host, byte[] bytes) throws IOException {
      bucket.put(StorageKeys.route(host), bytes, "application/json");
    }
  }

  @Nested
  final class Uploads {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ProjectId project = ProjectId.random(new Random());
    private final byte[] content = "a page".getBytes(StandardCharsets.UTF_8);
    private final Blob blob = new Blob(ContentHash.of(content), content.length);

    @AfterEach
    void closeClient() {
      client.close();
    }

    @Test
    void aPresignedUploadIsStoredOnce() throws Exception {
      S3UploadPresigner.Upload upload =
          new S3UploadPresigner(bucket).blob(project, blob, Duration.ofMinutes(5));

      assertThat(put(upload, content)).isEqualTo(200);
      assertThat(put(upload, content)).isEqualTo(412);
      assertThat(new S3BlobStore(bucket).length(project, blob.sha256())).hasValue(6);
    }

    private int put(S3UploadPresigner.Upload upload, byte[] body)
        throws IOException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
      upload.headers().forEach(request::header);
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).statusCode();
    }
  }

  @Test
  void theLastArchivedLogIsKept() throws Exception {
    S3LogArchive archive = new S3LogArchive(bucket);
    ProjectId project = ProjectId.random(new Random());
    DeploymentId deployment = DeploymentId.random(new Random());

    archive.put(project, deployment, new byte[] {1});
    archive.put(project, deployment, new byte[] {2});

    assertThat(archive.find(project, deployment)).contains(new byte[] {2});
  }
}
