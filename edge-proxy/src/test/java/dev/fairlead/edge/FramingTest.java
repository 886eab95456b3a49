package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.connection.ConnectionConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no unambiguous request is refused, and nothing after it on the connection is read. */
final class FramingTest {
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private static EdgeProxy edge;

  @BeforeAll
  static void start() throws IOException {
    EdgeFixture fixture = new EdgeFixture();
    fixture.route(
        "a.example",
        fixture.deployment().html("/index.html", "home").html("/next.html", "next").publish(),
        true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withDrain(Duration.ofSeconds(2))
                .withConnections(
                    new ConnectionConfig(
                        8192,
                        16384,
                        Duration.ofMillis(500),
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

  @Test
  void theTableIsLongAndEachRowIsItsOwn() throws Exception {
    List<FramingCase> cases = FramingCase.all();

    assertThat(cases).hasSizeGreaterThan(200);
    assertThat(cases.stream().map(FramingCase::bytes)).doesNotHaveDuplicates();
    assertThat(cases).allSatisfy(row -> assertThat(row.section()).matches("RFC \\d+ §[\\d.]+"));
  }

  @ParameterizedTest
  @MethodSource("dev.fairlead.edge.FramingCase#all")
  void isAnsweredAsTheTableSays(FramingCase row) throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send(row.bytes() + NEXT);

      for (FramingCase.Expected expected : row.answers()) {
        RawClient.Response answer = client.read(!expected.hasBody());
        assertThat(answer.status()).isEqualTo(expected.status());
        assertThat(answer.status() == 200 && expected.hasBody())
            .isEqualTo(answer.body().equals("home"));
      }
      if (row.open()) {
        assertThat(client.read(false).body()).isEqualTo("next");
      } else {
        assertThat(client.isClosedByServer()).isTrue();
      }
    }
  }

  @Test
  void aRefusalSaysThatItIsTheLastAnswerAndIsNotKept() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET / HTTP/1.1\r\n\r\n");

      assertThat(client.read(false).headers())
          .containsEntry("connection", "close")
          .containsEntry("cache-control", "no-store");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST / HTTP/1.1⏎Host: a.example⏎Content-Length: 3⏎             | 413 Content Too Large
          POST / HTTP/1.1⏎Host: a.example⏎Transfer-Encoding: chunked⏎    | 413 Content Too Large
          GET / HTTP/1.1⏎                                                | 400 Bad Request
          GET /%s HTTP/1.1⏎Host: a.example⏎                              | 400 This address is not valid
          GET / HTTP/1.1⏎Host: a.example⏎X-A: 1⏎(many)                   | 431 Request Header Fields Too Large
          """)
  void aPersonGetsAPageOfARefusal(String request, String page) throws Exception {
    String head = request.replace("⏎", "\r\n").replace("(many)", "X-B: 1\r\n".repeat(100));
    try (RawClient client = new RawClient(edge.port())) {
      client.send(head.replace("X-A: 1", "Accept: text/html") + html(head) + "\r\n");
      RawClient.Response answer = client.read(false);
      assertThat(answer.status()).isEqualTo(Integer.parseInt(page.substring(0, 3)));
      assertThat(answer.headers()).containsEntry("content-type", "text/html; charset=utf-8");
      assertThat(answer.body()).contains("<h1>" + page.substring(4) + "</h1>");
    }
    try (RawClient client = new RawClient(edge.port())) {
      client.send(head + "\r\n");
      assertThat(client.read(false).headers())
          .containsEntry("content-type", "text/plain; charset=utf-8");
    }
  }

  private static String html(String head) {
    return head.contains("X-A: 1") ? "" : "Accept: text/html,*/*;q=0.8\r\n";
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
