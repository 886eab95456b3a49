package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.site.InvalidDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What is asked, and what is made of each kind of answer. */
final class S3ReaderTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  @Test
  void asksForAnObjectInTheNameOfASession() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(200, "hello", "ETag: \"t\""));
        S3Reader reader =
            reader(
                server.address(),
                TestReaders.PATIENT,
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                AwsSessionCredentials.create("id", "secret", "the-token"))) {
      S3Bucket.Content content = reader.whole("a key", 100).orElseThrow();

      assertThat(content.bytes()).asString().isEqualTo("hello");
      assertThat(content.tag()).isEqualTo("\"t\"");
      assertThat(server.requests().getFirst())
          .startsWith("GET /bucket/a%20key HTTP/1.1\r\nhost:127.0.0.1:" + server.port() + "\r\n")
          .contains("\r\nx-amz-date:20130524T000000Z\r\n")
          .contains("\r\nx-amz-security-token:the-token\r\n")
          .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,")
          .doesNotContain("secret,");
    }
  }

  @Test
  void tellsWhatIsNotThereFromAnError() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(404, "<Error><Code>NoSuchKey</Code></Error>"));
        S3Reader reader = reader(server)) {
      assertThat(reader.whole("absent", 100)).isEmpty();
      assertThat(reader.part("absent", 0, 1)).isEmpty();
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void readsChunks() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.send(CHUNKED + "3;x=y\r\nabc\r\n00A\r\n0123456789\r\n0\r\nT: v\r\n\r\n"));
        S3Reader reader = reader(server)) {
      for (int i = 0; i < 3; i++) {
        assertThat(reader.whole("key", 13).orElseThrow().bytes())
            .asString()
            .isEqualTo("abc0123456789");
      }
      assertThatThrownBy(() -> reader.whole("key", 12))
          .isInstanceOf(InvalidDocumentException.class)
          .hasMessage("key has more than 12 bytes");
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void readsAnswersThatAreAnnounced() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call -> call.send("HTTP/1.1 100 Continue\r\n\r\n") && call.send(200, "body"));
        S3Reader reader = reader(server)) {
      assertThat(reader.whole("key", 4).orElseThrow().bytes()).asString().isEqualTo("body");
    }
  }

  @Test
  void refusesAnObjectThatIsTooLargeBeforeItComes() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.send("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n")
                        && call.sayNothing());
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .isInstanceOf(InvalidDocumentException.class)
          .hasMessage("key has more than 100 bytes");
      assertThat(server.requests()).hasSize(1);
      assertThat(reader.connections()).isZero();
    }
  }

  @Test
  void readsThePartThatWasAskedFor() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(206, "345", "Content-Range: bytes 3-5/10"));
        S3Reader reader = reader(server)) {
      assertThat(part(reader, 3, 3)).isEqualTo("345");
      assertThat(server.requests().getFirst()).contains("\r\nrange:bytes=3-5\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "206, bytes 3-4/5, 34, 'range: 206 bytes 3-4/5 (expected: 206 bytes 3-5)'",
    "206, bytes 0-2/10, 012, 'range: 206 bytes 0-2/10'",
    "206, bytes 3-5/10, 34, 'the store sends 2 bytes where 3 were asked for'",
    "200, none, 0123456789, 'range: 200'",
  })
  void refusesAnotherPart(int status, String range, String body, String message) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(status, body, "Content-Range: " + range));
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> part(reader, 3, 3))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("S3: cannot read key: ")
          .hasMessageContaining(message);
    }
  }

  @Test
  void takesAWholeObjectForThePartThatIsAllOfIt() throws Exception {
    try (ScriptedServer server = new ScriptedServer(call -> call.send(200, "0123"));
        S3Reader reader = reader(server)) {
      assertThat(part(reader, 0, 4)).isEqualTo("0123");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2\r\n34\r\n0\r\n\r\n", "4\r\n3456\r\n0\r\n\r\n"})
  void countsThePartThatComesInChunks(String chunks) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.send(
                        "HTTP/1.1 206 P\r\nContent-Range: bytes 3-5/10\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + chunks));
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> part(reader, 3, 3)).isInstanceOf(IOException.class);
    }
  }

  private static String part(S3Reader reader, long offset, long length) throws IOException {
    try (InputStream in = reader.part("key", offset, length).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, s3:GetObject",
    "404, NoSuchBucket, FAIRLEAD_S3_BUCKET",
    "403, InvalidAccessKeyId, correct the access key id",
    "403, SignatureDoesNotMatch, correct the access key id",
    "400, ExpiredToken, renew the session",
    "301, PermanentRedirect, the bucket is in us-west-2; correct AWS_REGION",
    "307, TemporaryRedirect, the bucket is in us-west-2; correct AWS_REGION",
    "400, AuthorizationHeaderMalformed, the bucket is in us-west-2; correct AWS_REGION",
    "416, InvalidRange, shorter than the part",
    "418, Other, 'cannot read key: 418 Other: some ?words'",
  })
  void saysWhatToDoAboutAnError(int status, String code, String advice) throws Exception {
    String body = "<Error><Code>%s</Code><Message>some \nwords</Message></Error>".formatted(code);
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(status, body, "x-amz-bucket-region: us-west-2"));
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("S3: cannot read key: %d %s: some ?words".formatted(status, code))
          .hasMessageContaining(advice);
      assertThat(server.requests()).hasSize(1);
    }
  }
}
