package dev.fairlead.site.s3;

import dev.fairlead.embedded.EmbeddedS3;
import dev.fairlead.embedded.EmbeddedS3Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A bucket on an S3 server of its own, for the tests of one class. */
public final class LocalBucket implements BeforeAllCallback, AfterAllCallback {
  private record Running(Path directory, EmbeddedS3 server, S3Bucket bucket) {}

  private @Nullable Running running;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path directory = Files.createTempDirectory("fairlead-s3-");
    EmbeddedS3 server =
        EmbeddedS3.start(new EmbeddedS3Config(directory, 0, "fairlead", "correct-horse"));
    S3Bucket bucket = S3Bucket.open(config(server, "sites", "eu-central-1"));
    bucket.createIfMissing();
    bucket.createIfMissing();
    running = new Running(directory, server, bucket);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Running ended = running();
    ended.bucket.close();
    ended.server.close();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(ended.directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  /** How to reach another bucket of the server. */
  S3Config config(String bucket, String region) {
    return config(running().server, bucket, region);
  }

  private static S3Config config(EmbeddedS3 server, String bucket, String region) {
    return new S3Config(
        bucket,
        region,
        server.endpoint(),
        true,
        new S3Config.Credentials(server.accessKeyId(), server.secretAccessKey()));
  }

  S3Bucket bucket() {
    return running().bucket;
  }

  private Running running() {
    return Objects.requireNonNull(running, "the test class has not begun");
  }
}
