package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.site.Blob;
import dev.fairlead.site.BlobNotFoundException;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a build can and cannot do with an upload URL, over plain HTTP: the store itself enforces.
 */
final class S3UploadPresignerTest {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();
  private static final Duration VALID = Duration.ofMinutes(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ProjectId project = ProjectId.random(new Random());
  private final byte[] content = "a page".getBytes(StandardCharsets.UTF_8);
  private final Blob blob = new Blob(ContentHash.of(content), content.length);

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void theRightBytesAreStored() throws Exception {
    assertThat(put(upload(), content)).isEqualTo(200);

    try (InputStream in = store().open(project, blob.sha256(), 0, content.length)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void anEmptyBlobIsStored() throws Exception {
    Blob empty = new Blob(ContentHash.of(new byte[0]), 0);

    assertThat(put(presigner().blob(project, empty, VALID), new byte[0])).isEqualTo(200);
    assertThat(store().length(project, empty.sha256())).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8_192, 16_383, 16_384, 16_385, 65_536, 1 << 20, (1 << 20) + 1})
  void aBlobOfAnyLengthIsStored(int length) throws Exception {
    byte[] bytes = new byte[length];
    Blob one = new Blob(ContentHash.of(bytes), length);

    assertThat(put(presigner().blob(project, one, VALID), bytes)).isEqualTo(200);
    assertThat(store().length(project, one.sha256())).hasValue(length);
  }

  @Test
  void otherBytesOfTheSameLengthAreRefused() throws Exception {
    assertThat(put(upload(), "A PAGE".getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
    assertNothingStored();
  }

  @Test
  void anotherLengthIsRefused() throws Exception {
    assertThat(put(upload(), "a page and more".getBytes(StandardCharsets.UTF_8))).isEqualTo(403);
    assertThat(put(upload(), new byte[0])).isEqualTo(403);
    assertNothingStored();
  }

  @Test
  void anotherChecksumThanTheSignedOneIsRefused() throws Exception {
    byte[] other = "A PAGE".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>(upload().headers());
    assertThat(headers).containsKey("x-amz-checksum-sha256");
    headers.put("x-amz-checksum-sha256", ContentHash.of(other).base64());

    assertThat(put(new S3UploadPresigner.Upload(upload().url(), headers), other)).isEqualTo(403);
    assertNothingStored();
  }

  @Test
  void noSignedHeaderMayBeLeftOut() throws Exception {
    S3UploadPresigner.Upload upload = upload();
    assertThat(upload.headers()).containsKeys("x-amz-checksum-sha256", "if-none-match");
    for (String name : upload.headers().keySet()) {
      Map<String, String> headers = new HashMap<>(upload.headers());
      headers.remove(name);

      assertThat(put(new S3UploadPresigner.Upload(upload.url(), headers), content))
          .as(name)
          .isEqualTo(403);
    }
    assertNothingStored();
  }

  @Test
  void aSecondUploadIsRefused() throws Exception {
    assertThat(put(upload(), content)).isEqualTo(200);
    assertThat(put(upload(), content)).isEqualTo(412);
  }

  @Test
  void ofManyUploadsAtOnceOneIsStored() throws Exception {
    S3UploadPresigner.Upload upload = upload();
    List<Callable<Integer>> uploads =
        Stream.generate(() -> (Callable<Integer>) () -> put(upload, content)).limit(16).toList();
    try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
      List<Integer> statuses =
          executor.invokeAll(uploads).stream().map(Future::resultNow).sorted().toList();

      assertThat(statuses).startsWith(200).hasSize(16);
      assertThat(statuses.subList(1, 16)).containsOnly(412);
    }
  }

  @Test
  void anotherKeyIsRefused() throws Exception {
    S3UploadPresigner.Upload upload = upload();
    String other = ContentHash.of(new byte[] {1}).hex();
    URI url = URI.create(upload.url().toString().replace(blob.sha256().hex(), other));

    assertThat(put(new S3UploadPresigner.Upload(url, upload.headers()), content)).isEqualTo(403);
  }

  @Test
  void anExpiredUrlIsRefused() throws Exception {
    S3UploadPresigner.Upload upload = presigner().blob(project, blob, Duration.ofSeconds(1));
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }

    assertThat(put(upload, content)).isEqualTo(403);
    assertNothingStored();
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws Exception {
    S3UploadPresigner.Upload upload = upload();
    URI url = upload.url();
    StringBuilder head =
        new StringBuilder("PUT %s?%s HTTP/1.1\r\n".formatted(url.getRawPath(), url.getRawQuery()))
            .append("Host: %s\r\nContent-Length: 6\r\n".formatted(url.getAuthority()));
    upload.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.append("\r\na p").toString().getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain(" 200 ");
    }

    assertNothingStored();
    assertThat(put(upload, content)).isEqualTo(200);
  }

  @Test
  void anUploadedSourceCanBeDownloaded() throws Exception {
    String id = ProjectId.random(new Random()).value();
    assertThat(put(presigner().source(id, blob, VALID), content)).isEqualTo(200);

    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(presigner().sourceDownload(id, VALID)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(content);
  }

  private void assertNothingStored() throws IOException {
    assertThat(store().length(project, blob.sha256())).isEmpty();
    assertThatThrownBy(() -> store().open(project, blob.sha256(), 0, 1).close())
        .isInstanceOf(BlobNotFoundException.class);
  }

  private S3UploadPresigner.Upload upload() {
    return presigner().blob(project, blob, VALID);
  }

  private static S3UploadPresigner presigner() {
    return new S3UploadPresigner(LOCAL.bucket());
  }

  private static S3BlobStore store() {
    return new S3BlobStore(LOCAL.bucket());
  }

  private int put(S3UploadPresigner.Upload upload, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(upload.url()).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
    upload.headers().forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).statusCode();
  }
}
