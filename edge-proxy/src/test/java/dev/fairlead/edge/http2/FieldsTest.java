package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields make a request, and which do not (RFC 9113 §8.2, §8.3). */
class FieldsTest {
  private static final int END = FrameType.END_STREAM | FrameType.END_HEADERS;
  private static final String MALFORMED = "RST_STREAM PROTOCOL_ERROR";
  private static Http2Fixture server;

  @BeforeAll
  static void start() {
    server = new Http2Fixture(Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":method GET :scheme https :path / :authority localhost | 200",
        ":path / :authority localhost :method GET :scheme https | 200",
        ":method GET :scheme https :path / host localhost | 200",
        ":method GET :scheme https :path / :authority localhost host LOCALHOST | 200",
        ":method GET :scheme https :path / :authority localhost:8443 | 200",
        ":method GET :scheme https :path / :authority [::1]:8443 | 200",
        ":method GET :scheme https :path /a?b=c :authority localhost te trailers | 200",
        ":method OPTIONS :scheme https :path * :authority localhost | 200",
        ":method PROPFIND :scheme https :path / :authority localhost | 200",
        ":method CONNECT :authority localhost:443 | 200",
        ":method GET :scheme https :path / :authority elsewhere.example | 421",
        ":method GET :scheme https :path / | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost host other | " + MALFORMED,
        ":method GET :scheme https :path / host localhost host localhost | " + MALFORMED,
        ":method GET :scheme http :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme ftp :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path * :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path a :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path /a#b :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path https://localhost/ :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path / :authority user@localhost | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost:port | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost:123456 | " + MALFORMED,
        ":method G(T :scheme https :path / :authority localhost | " + MALFORMED,
        ":method CONNECT :scheme https :path / :authority localhost | " + MALFORMED,
        ":scheme https :path / :authority localhost | " + MALFORMED,
        ":method GET :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme https :authority localhost | " + MALFORMED,
        ":method GET :method GET :scheme https :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme https :scheme https :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path / :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost :authority b | " + MALFORMED,
        ":method GET :scheme https a b :path / :authority localhost | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost :status 200 | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost :protocol websocket | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost X-A b | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost x(a b | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost connection close | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost keep-alive 5 | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost upgrade h2c | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost transfer-encoding chunked | "
            + MALFORMED,
        ":method GET :scheme https :path / :authority localhost proxy-connection close | "
            + MALFORMED,
        ":method GET :scheme https :path / :authority localhost te gzip | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost content-length x | " + MALFORMED,
        ":method GET :scheme https :path / :authority localhost content-length -1 | " + MALFORMED,
      })
  void makeARequestOrNone(String fields, String outcome) throws Exception {
    assertThat(outcome(fields.strip().split(" "))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\0b", " a", "a ", "\ta", "a\u007fb"})
  void refusesValuesWithControlCharactersOrBlanksAround(String value) throws Exception {
    assertThat(outcome(":method", "GET", ":scheme", "https", ":path", "/", "host", "b", "x", value))
        .isEqualTo(MALFORMED);
  }

  @Test
  void anEmptyPathIsMalformed() throws Exception {
    assertThat(outcome(":method", "GET", ":scheme", "https", ":path", "", ":authority", "b"))
        .isEqualTo(MALFORMED);
  }

  @Test
  void joinsCookiesAndKeepsOtherFieldsApart() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.get(1, "/a", "cookie", "a=1", "cookie", "b=2", "accept", "x", "accept", "y");
      assertThat(new String(client.response(1).body(), StandardCharsets.UTF_8))
          .contains("cookie=a=1; b=2", "accept=x", "accept=y");
    }
  }

  @Test
  void looksAgainAtAPathBehindTheSameFields() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      for (int i = 0; i < 20; i++) {
        client.get(4 * i + 1, "/path/" + i % 7, "user-agent", "x");
        assertThat(new String(client.response(4 * i + 1).body(), StandardCharsets.UTF_8))
            .contains("target=/path/" + i % 7 + ",", "user-agent=x");
        client.get(4 * i + 3, "path", "user-agent", "x");
        assertThat(client.outcome()).isEqualTo(MALFORMED);
      }
    }
  }

  @Test
  void answersTooManyAndTooLongFieldsWith431AndGoesOn() throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      String[] many = new String[2 * 97];
      java.util.Arrays.fill(many, "a");
      client.get(1, "/bytes/1", many);
      assertThat(client.response(1).status()).isEqualTo(431);
      client.get(3, "/bytes/1", java.util.Arrays.copyOf(many, 2 * 96));
      assertThat(client.response(3).status()).isEqualTo(200);
      client.get(5, "/bytes/1", "a", "b".repeat(16_384));
      assertThat(client.response(5).status()).isEqualTo(431);
      client.get(7, "/bytes/1", "a", "b".repeat(16_384 - 300));
      assertThat(client.response(7).status()).isEqualTo(200);
    }
  }

  private static String outcome(String... namesAndValues) throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.send(FrameType.HEADERS, END, 1, FrameClient.fields(namesAndValues));
      return client.outcome();
    }
  }
}
