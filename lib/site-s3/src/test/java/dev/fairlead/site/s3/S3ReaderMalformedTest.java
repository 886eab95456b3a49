package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not what RFC 9112 allows, or more than anyone needs. */
final class S3ReaderMalformedTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "SSH-2.0-OpenSSH\r\n",
        OK + "\r\nuntil the connection ends",
        OK + "Content-Length: -1\r\n\r\n",
        OK + "Content-Length: +1\r\n\r\n1",
        OK + "Content-Length: 1, 1\r\n\r\n1",
        OK + "Content-Length: 1\r\nContent-Length: 1\r\n\r\n1",
        OK + "Content-Length: 9999999999999999999\r\n\r\n",
        OK + "Content-Length : 1\r\n\r\n1",
        OK + "X: y\r\n folded\r\nContent-Length: 1\r\n\r\n1",
        OK + "X: a\u0000b\r\nContent-Length: 1\r\n\r\n1",
        OK + "X: a\rb\r\nContent-Length: 1\r\n\r\n1",
        OK + "no colon\r\nContent-Length: 1\r\n\r\n1",
        OK + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: \r\nContent-Length: 1\r\n\r\n1",
        OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n1234567890123456\r\n",
        "HTTP/1.1 206 Partial\r\nContent-Length: 1\r\n\r\n1",
      })
  void whatIsNoHttpIsAnErrorAndClosesTheConnection(String answer) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(answer) && call.sayNothing());
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("S3: cannot read key: malformed answer: ");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y\r\n", "X", "x\r\n\r\nHTTP/1.1 100 C\r\nA: b"})
  void aHeadWithoutEndIsGivenUp(String piece) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.send(OK + piece.repeat(40_000 / piece.length())) && call.sayNothing());
        S3Reader reader = reader(server)) {
      assertThatThrownBy(() -> reader.whole("key", 100)).hasMessageContaining("malformed answer: ");
      assertThat(reader.connections()).isZero();
    }
  }
}
