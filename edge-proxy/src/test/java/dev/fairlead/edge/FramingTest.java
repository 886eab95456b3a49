package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.connection.ConnectionConfig;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no unambiguous request is refused, and nothing after it on the connection is read. */
final class FramingTest {
  private static EdgeProxy edge;

  @BeforeAll
  static void start() throws IOException {
    EdgeFixture fixture = new EdgeFixture();
    fixture.route("a.example", fixture.deployment().html("/index.html", "home").publish(), true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withDrain(Duration.ofSeconds(2))
                .withConnections(
                    new ConnectionConfig(
                        8192,
                        16384,
                        Duration.ofMillis(300),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        20480,
                        100,
                        100)));
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | GET / HTTP/1.1~~                                                    | no host
          400 | GET / HTTP/1.1~Host: a.example~Host: a.example~~                    | two hosts
          400 | GET / HTTP/1.1~Host: a.example, b.example~~                         | a list of hosts
          400 | GET / HTTP/1.1~Host:~~                                              | empty host
          400 | GET / HTTP/1.1~Host: user@a.example~~                               | user information
          400 | GET / HTTP/1.1~Host: a.example/x~~                                  | path in host
          400 | GET / HTTP/1.1~Host: a.example:port~~                               | no port
          400 | GET / HTTP/1.1~Host : a.example~~                                   | space before colon
          400 | GET / HTTP/1.1~Host: a.example~X: 1~ folded~~                       | folded line
          400 | GET / HTTP/1.1~Host: a.example~X: 1~\tfolded: 2~~                   | folded line with tab
          400 | GET / HTTP/1.1~ Host: a.example~~                                   | first line folded
          400 | GET / HTTP/1.1~Host: a.example~X\u0000: 1~~                         | NUL in a name
          400 | GET / HTTP/1.1~Host: a.example~X: a\u0000b~~                        | NUL in a value
          400 | GET / HTTP/1.1~Host: a.example~no colon~~                           | no colon
          400 | GET / HTTP/1.1~Host: a.example~: empty~~                            | empty name
          400 | GET / HTTP/1.1^Host: a.example^^                                    | bare line feeds
          400 | GET / HTTP/1.1~Host: a.example^X: 1~~                               | one bare line feed
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: 1~Content-Length: 2~~ | two lengths
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: 0~Content-Length: 0~~ | length twice
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: 1, 1~~               | list of lengths
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: -1~~                 | negative length
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: +1~~                 | signed length
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: 0x1~~                | hexadecimal length
          400 | GET / HTTP/1.1~Host: a.example~Content-Length: 3~Transfer-Encoding: chunked~~0~~ | both
          400 | GET / HTTP/1.1~Host: a.example~Transfer-Encoding: chunked~Content-Length: 0~~0~~ | both again
          400 | GET / HTTP/1.1~Host: a.example~Transfer-Encoding: chunked, identity~~ | not chunked last
          400 | GET / HTTP/1.1~Host: a.example~Transfer-Encoding: xchunked~~        | unknown coding
          400 | GET / HTTP/1.0~Host: a.example~Transfer-Encoding: chunked~~0~~      | coding in 1.0
          413 | GET / HTTP/1.1~Host: a.example~Transfer-Encoding: chunked~~0~~      | chunked body
          413 | POST / HTTP/1.1~Host: a.example~Content-Length: 3~~abc              | body
          400 | GET http://b.example/ HTTP/1.1~Host: a.example~~                    | hosts disagree
          400 | GET ftp://a.example/ HTTP/1.1~Host: a.example~~                     | other scheme
          400 | GET a.example HTTP/1.1~Host: a.example~~                            | no slash
          400 | CONNECT a.example:80 HTTP/1.1~Host: a.example~~                     | authority form
          400 | GET * HTTP/1.1~Host: a.example~~                                    | asterisk for GET
          505 | GET / HTTP/2.0~Host: a.example~~                                    | another version
          505 | GET / HTTP/1.2~Host: a.example~~                                    | no such version
          400 | GET / HTTX/1.1~Host: a.example~~                                    | no HTTP
          400 | GET /~~                                                             | no version
          400 | quit~~                                                              | not HTTP at all
          """)
  void isRefused(int status, String request, String why) throws Exception {
    String bytes = request.strip().replace("~", "\r\n").replace("^", "\n").replace("\\t", "\t");
    try (RawClient client = new RawClient(edge.port())) {
      client.send(bytes + "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      RawClient.Response response = client.read(false);

      assertThat(response.status()).as(why).isEqualTo(status);
      assertThat(response.headers())
          .containsEntry("connection", "close")
          .containsEntry("cache-control", "no-store");
      assertThat(client.isClosedByServer()).as(why).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1~Host: a.example~~
          GET / HTTP/1.1~hOsT:a.example:8081~~
          GET / HTTP/1.1~Host: A.EXAMPLE.~~
          GET http://a.example/ HTTP/1.1~Host: a.example~~
          GET HTTP://A.example HTTP/1.1~Host: a.example~~
          GET http://a.example?x=y HTTP/1.1~Host: a.example~~
          ~GET / HTTP/1.1~Host: a.example~~
          GET / HTTP/1.1~Host: a.example~Content-Length: 0~~
          GET / HTTP/1.1~Host: a.example~X:~~
          GET / HTTP/1.1~Host: a.example~Upgrade: h2c~Connection: upgrade~~
          """)
  void isAccepted(String request) throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send(request.strip().replace("~", "\r\n"));

      assertThat(client.read(false).body()).isEqualTo("home");
      assertThat(client.request("GET", "a.example", "/").body()).isEqualTo("home");
    }
  }

  @Test
  void earlierRequestsAreAnsweredBeforeARefusal() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\nGET / HTTP/1.1\r\n\r\n");

      assertThat(client.read(false).body()).isEqualTo("home");
      assertThat(client.read(false).status()).isEqualTo(400);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void aClientThatSendsALongBodyStillReadsTheRefusal() throws Exception {
    int length = 4 << 20;
    try (RawClient client = new RawClient(edge.port())) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(length, "a".repeat(length)));

      assertThat(client.read(false).status()).isEqualTo(413);
    }
  }

  @Test
  void limitsTheHead() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET /%s HTTP/1.1\r\nHost: a.example\r\n\r\n".formatted("a".repeat(9000)));
      assertThat(client.read(false).status()).isEqualTo(414);
    }
    try (RawClient client = new RawClient(edge.port())) {
      client.send(
          "GET / HTTP/1.1\r\nHost: a.example\r\nX: %s\r\n\r\n".formatted("a".repeat(17000)));
      assertThat(client.read(false).status()).isEqualTo(431);
    }
  }

  @Test
  void aHeadThatDoesNotEndIsGivenUp() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n");

      assertThat(client.isClosedByServer()).isTrue();
    }
    try (RawClient client = new RawClient(edge.port())) {
      assertThat(client.request("GET", "a.example", "/").status()).isEqualTo(200);
      client.send("G");

      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
