package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.LIMITS;
import static dev.fairlead.site.s3.TestReaders.PATIENT;
import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testing.FreePort;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when the server or the way to it fails. */
final class S3ReaderFailuresTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aFailureThatMayPassIsTriedThreeTimes(int status) throws Exception {
    String body = "<Error><Code>C</Code><Message>m</Message></Error>";
    try (ScriptedServer server = new ScriptedServer(call -> call.send(status, body));
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .hasMessage("S3: cannot read key: %d C: m (3 attempts)".formatted(status));
      assertThat(server.requests()).hasSize(3);
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 400 Bad\r\nContent-Length: 39\r\n\r\n<Error><Code>RequestTimeout</Code></Er>",
        "",
        "HTTP/1.1 2",
        OK + "Content-Le",
        OK + "Content-Length: 4\r\n\r\nbod",
        OK + "Transfer-Encoding: chunked\r\n\r\n4\r\nbo",
        OK + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n",
      })
  void whatWorksAtTheThirdAttemptWorks(String broken) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call -> call.number() < 3 ? call.send(broken) && false : call.send(200, "body"));
        S3Reader reader = reader(server)) {
      assertThat(reader.whole("key", 4).orElseThrow().bytes()).asString().isEqualTo("body");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void anErrorWithoutEndIsReadOnlySoFar() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call -> call.send(403, "<Code>AccessDenied</Code>" + " ".repeat(1_000_000)));
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 100)).hasMessageContaining("403 AccessDenied");
      assertThat(reader.connections()).isZero();
    }
  }

  @Test
  void silenceIsGivenUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Call::sayNothing);
        S3Reader reader = reader(server, LIMITS)) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .hasMessageStartingWith("S3: cannot read key: no byte came for 1000 ms")
          .hasMessageEndingWith("(3 attempts)")
          .hasCauseInstanceOf(SocketTimeoutException.class);
      assertThat(server.requests()).hasSize(3);
      assertThat(reader.connections()).isZero();
    }
  }

  @Test
  void aCallThatNeverFallsSilentEndsToo() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call -> {
                  call.send(OK + "Content-Length: 1000000\r\n\r\n");
                  while (!call.closed().await(20, TimeUnit.MILLISECONDS)) {
                    call.send("x");
                  }
                  return false;
                });
        S3Reader reader = reader(server, LIMITS)) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> reader.whole("key", 1_000_000))
          .hasMessageStartingWith("S3: cannot read key: the call took too long");
      assertThat(System.nanoTime() - start)
          .isBetween(LIMITS.call().toNanos(), 3 * LIMITS.call().toNanos());
    }
  }

  @Test
  void aStreamThatFallsSilentOrBreaksIsAnError() throws Exception {
    String head = "HTTP/1.1 206 P\r\nContent-Length: 10\r\nContent-Range: bytes 0-9/10\r\n\r\n";
    try (ScriptedServer server =
            new ScriptedServer(
                call -> call.send(head + "01234") && call.number() == 1 && call.sayNothing());
        S3Reader reader = reader(server, LIMITS)) {
      try (InputStream silent = reader.part("key", 0, 10).orElseThrow()) {
        assertThat(silent.readNBytes(5)).hasSize(5);
        assertThatThrownBy(silent::read).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(silent::read).isInstanceOf(IOException.class);
      }
      try (InputStream broken = reader.part("key", 0, 10).orElseThrow()) {
        assertThatThrownBy(broken::readAllBytes)
            .isInstanceOf(EOFException.class)
            .hasMessage("the connection ended 5 bytes too early");
      }
      assertThat(reader.connections()).isZero();
    }
  }

  @Test
  void aStreamMayTakeLongerThanACall() throws Exception {
    Duration call = Duration.ofSeconds(1);
    S3Limits brief =
        new S3Limits(
            1, PATIENT.connect(), PATIENT.silence(), call, PATIENT.idle(), PATIENT.pause());
    try (ScriptedServer server =
            new ScriptedServer(
                asked -> {
                  asked.send(OK + "Content-Length: 10\r\n\r\n01234");
                  asked.closed().await(3 * call.toMillis(), TimeUnit.MILLISECONDS);
                  return asked.send("56789");
                });
        S3Reader reader = reader(server, brief);
        InputStream slow = reader.part("key", 0, 10).orElseThrow()) {
      assertThat(slow.readAllBytes()).asString().isEqualTo("0123456789");
    }
  }

  @Test
  void saysWhereThereIsNoServer() throws Exception {
    S3Address nowhere = new S3Address(false, "127.0.0.1", FreePort.find(), "/");
    try (S3Reader reader =
        reader(nowhere, LIMITS, (SSLSocketFactory) SSLSocketFactory.getDefault())) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "S3: cannot read key: cannot connect to 127.0.0.1:" + nowhere.port())
          .hasMessageEndingWith("(3 attempts)");
    }
  }

  @Test
  void goesByTheClockOfTheStoreOnce() throws Exception {
    String skewed = "<Error><Code>RequestTimeTooSkewed</Code></Error>";
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.head().contains("x-amz-date:20130601T120000Z")
                        ? call.send(200, "body")
                        : call.send(403, skewed, "Date: Sat, 01 Jun 2013 12:00:00 GMT"));
        S3Reader reader = reader(server)) {
      assertThat(reader.whole("key", 4)).isPresent();
      assertThat(reader.whole("key", 4)).isPresent();
      assertThat(server.requests()).hasSize(3);
    }
    try (ScriptedServer server =
            new ScriptedServer(
                call -> call.send(403, skewed, "Date: Sat, 01 Jun 2013 12:00:00 GMT"));
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 4))
          .hasMessageContaining("set the clock of this machine");
      assertThat(server.requests()).hasSize(2);
    }
  }
}
