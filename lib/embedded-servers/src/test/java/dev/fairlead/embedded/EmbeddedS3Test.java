package dev.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class EmbeddedS3Test {
  private static final int WRITERS = 16;
  @TempDir Path directory;

  @Test
  void ofManyWritersWhoNameTheSameTagOneWins() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(OtherProcess.s3(directory, 0));
        S3Client client = client(server.port(), OtherProcess.PASSWORD)) {
      client.createBucket(bucket -> bucket.bucket("sites"));
      String tag = put(client, "start");
      for (int round = 0; round < 20; round++) {
        String expected = tag;
        List<String> written = race(n -> swap(client, "round-" + n, expected), round);
        assertThat(written).hasSize(1);
        tag = written.getFirst();
      }
    }
  }

  @Test
  void ofManyWritersWhoCreateTheSameKeyOneWins() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(OtherProcess.s3(directory, 0));
        S3Client client = client(server.port(), OtherProcess.PASSWORD)) {
      client.createBucket(bucket -> bucket.bucket("sites"));
      for (int round = 0; round < 20; round++) {
        String key = "new-" + round;
        assertThat(race(n -> create(client, key, "content-" + n), round)).hasSize(1);
      }
    }
  }

  @Test
  void aTagOfAnObjectThatIsNotThereIsNotFound() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(OtherProcess.s3(directory, 0));
        S3Client client = client(server.port(), OtherProcess.PASSWORD)) {
      client.createBucket(bucket -> bucket.bucket("sites"));
      assertThatThrownBy(
              () ->
                  client.putObject(
                      put -> put.bucket("sites").key("none").ifMatch("\"x\""),
                      RequestBody.fromString("content")))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    }
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    try (EmbeddedS3 server = EmbeddedS3.start(OtherProcess.s3(directory, 0));
        S3Client stranger = client(server.port(), "another-secret")) {
      assertThatThrownBy(stranger::listBuckets)
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void objectsSurviveAKilledProcess() throws Exception {
    try (OtherProcess other = OtherProcess.start("s3", directory)) {
      String tag;
      try (S3Client client = client(other.port(), OtherProcess.PASSWORD)) {
        client.createBucket(bucket -> bucket.bucket("sites"));
        tag = put(client, "content");
      }
      other.kill();
      try (EmbeddedS3 server = EmbeddedS3.start(OtherProcess.s3(directory, other.port()));
          S3Client client = client(server.port(), OtherProcess.PASSWORD)) {
        var stored = client.getObjectAsBytes(get -> get.bucket("sites").key("key"));
        assertThat(stored.asUtf8String()).isEqualTo("content");
        assertThat(stored.response().eTag()).isEqualTo(tag);
      }
    }
  }

  private static String put(S3Client client, String content) {
    return client
        .putObject(put -> put.bucket("sites").key("key"), RequestBody.fromString(content))
        .eTag();
  }

  private static String swap(S3Client client, String content, String tag) {
    return client
        .putObject(
            put -> put.bucket("sites").key("key").ifMatch(tag), RequestBody.fromString(content))
        .eTag();
  }

  private static String create(S3Client client, String key, String content) {
    return client
        .putObject(
            put -> put.bucket("sites").key(key).ifNoneMatch("*"), RequestBody.fromString(content))
        .eTag();
  }

  /** The tags of those writers that were not answered 412. */
  private static List<String> race(Write write, int round) throws Exception {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<List<String>>> tasks =
          IntStream.range(0, WRITERS)
              .<Callable<List<String>>>mapToObj(n -> () -> attempt(write, round * WRITERS + n))
              .toList();
      List<String> written = new ArrayList<>();
      for (Future<List<String>> future : writers.invokeAll(tasks)) {
        written.addAll(future.get());
      }
      return written;
    }
  }

  private static List<String> attempt(Write write, int number) {
    try {
      return List.of(write.with(number));
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(412);
      return List.of();
    }
  }

  private static S3Client client(int port, String secret) {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + port))
        .forcePathStyle(true)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("fairlead", secret)))
        .build();
  }

  private interface Write {
    String with(int number);
  }
}
