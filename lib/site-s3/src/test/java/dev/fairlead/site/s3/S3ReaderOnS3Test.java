package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads from a server that checks signatures and is not ours. */
final class S3ReaderOnS3Test {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();
  private static final int LARGE = 3_000_000;

  @Test
  void readsWhatTheSdkHasWritten() throws Exception {
    byte[] content = random(LARGE);
    LOCAL.bucket().put("large", content, "text/plain");
    LOCAL.bucket().put("empty", new byte[0], "text/plain");

    assertThat(find("large")).isEqualTo(content);
    assertThat(find("empty")).isEmpty();
    assertThat(LOCAL.bucket().find("absent")).isEmpty();
  }

  @Test
  void anyKeyIsSignedRight() throws Exception {
    for (String key : List.of("a b", "a+b", "ü/€", "a%2Fb", "q?a=b&c#d", "'!*(),:;@$[]{}")) {
      byte[] content = random(10);
      LOCAL.bucket().put(key, content, "text/plain");

      assertThat(find(key)).as(key).isEqualTo(content);
    }
  }

  @Test
  void manyReadAtOnce() throws Exception {
    byte[] content = random(LARGE);
    LOCAL.bucket().put("shared", content, "text/plain");
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> reads = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int offset = i * 10_000;
        reads.add(readers.submit(() -> part("shared", offset, 20_000)));
      }
      for (int i = 0; i < reads.size(); i++) {
        assertThat(reads.get(i).get())
            .isEqualTo(Arrays.copyOfRange(content, i * 10_000, i * 10_000 + 20_000));
      }
    }
  }

  @Test
  void saysWhyTheStoreRefuses() throws Exception {
    LOCAL.bucket().put("short", random(10), "text/plain");
    S3Config right = LOCAL.config("sites", "eu-central-1");
    S3Config wrong =
        new S3Config(
            "sites",
            right.region(),
            right.endpoint(),
            true,
            new S3Config.Credentials("fairlead", "wrong-horse"));

    assertThatThrownBy(() -> part("short", 10, 1)).hasMessageContaining("416 InvalidRange");
    assertThatThrownBy(() -> part("short", 5, 6))
        .hasMessageContaining("206 bytes 5-9/10 (expected: 206 bytes 5-10)");
    try (S3Bucket bucket = S3Bucket.open(wrong)) {
      assertThatThrownBy(() -> bucket.find("short"))
          .hasMessageContaining("403 SignatureDoesNotMatch")
          .hasMessageContaining("correct the access key id and the secret access key");
    }
    try (S3Bucket bucket = S3Bucket.open(LOCAL.config("nowhere", "eu-central-1"))) {
      assertThatThrownBy(() -> bucket.find("short")).hasMessageContaining("404 NoSuchBucket");
    }
  }

  private static byte[] find(String key) throws IOException {
    return LOCAL.bucket().find(key).orElseThrow().bytes();
  }

  private static byte[] part(String key, long offset, long length) throws IOException {
    try (InputStream in = LOCAL.bucket().reader().part(key, offset, length).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random().nextBytes(bytes);
    return bytes;
  }
}
