package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http2.RequestsInTurn;
import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each request of {@code answers.md} has the whole answer that stands there. */
final class AnswerTableTest {
  private static final String COUNTRY_HEADER = "x-client-country";

  @TempDir private static Path certificates;
  private static AnswerTable table;
  private static EdgeProxy edge;
  private static EdgeProxy redirecting;
  private static int redirectPort;
  private static SSLContext trusting;

  @BeforeAll
  static void start() throws Exception {
    table = AnswerTable.read();
    CertificatesForTests authority = new CertificatesForTests();
    authority.issue(certificates, "default", hosts());
    trusting = authority.trusting();
    EdgeFixture fixture = new EdgeFixture();
    for (TableSite site : table.sites()) {
      site.publish(fixture);
    }
    edge = fixture.start(config());
    redirectPort = FreePort.find();
    redirecting =
        fixture.start(EdgeConfig.listening("127.0.0.1", 0).withRedirectPort(redirectPort));
  }

  /** One loop, so that whatever it keeps of an answer is what the next request meets. */
  private static EdgeConfig config() {
    EdgeConfig usual = EdgeConfig.listening("127.0.0.1", 0);
    return new EdgeConfig(
        new EdgeConfig.Ports("127.0.0.1", 0, 0),
        TlsConfig.of(certificates, 0),
        null,
        usual.routes(),
        usual.maxManifestBytes(),
        usual.blobs(),
        usual.connections(),
        1,
        usual.shutdown(),
        COUNTRY_HEADER,
        null,
        usual.observation());
  }

  private static String[] hosts() {
    return table.sites().stream()
        .flatMap(site -> site.hosts().stream())
        .distinct()
        .toArray(String[]::new);
  }

  @AfterAll
  static void stop() {
    edge.close();
    redirecting.close();
  }

  static List<AnswerCase> inTheClear() throws IOException {
    return AnswerTable.read().cases();
  }

  static List<AnswerCase> overTls() throws IOException {
    return AnswerTable.read().cases().stream()
        .filter(row -> !row.site().isOfRedirectPort())
        .toList();
  }

  @Test
  void theTableIsLongAndEachRowIsItsOwn() {
    assertThat(table.cases()).hasSizeGreaterThan(120);
    assertThat(table.cases().stream().map(AnswerCase::toString)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("inTheClear")
  void isTheSameTwiceOverHttp1(AnswerCase row) throws Exception {
    int port = row.site().isOfRedirectPort() ? redirectPort : edge.port();
    try (RawClient client = new RawClient(port)) {
      check(row, "http", ask(client, row));
      check(row, "http", ask(client, row));
    }
  }

  @ParameterizedTest
  @MethodSource("overTls")
  void isTheSameTwiceOverHttp2(AnswerCase row) throws Exception {
    try (RequestsInTurn client = new RequestsInTurn(trusting, edge.tlsPort())) {
      check(row, "https", client.ask(row.method(), row.host(), row.target(), row.fields()));
      check(row, "https", client.ask(row.method(), row.host(), row.target(), row.fields()));
    }
  }

  @Test
  void isTheSameInAnyOrderOnOneConnection() throws Exception {
    List<AnswerCase> rows = new ArrayList<>(overTls());
    for (int seed = 1; seed <= 3; seed++) {
      Collections.shuffle(rows, new Random(seed));
      try (RawClient plain = new RawClient(edge.port());
          RequestsInTurn encrypted = new RequestsInTurn(trusting, edge.tlsPort())) {
        for (AnswerCase row : rows) {
          check(row, "http", ask(plain, row));
          check(row, "https", encrypted.ask(row.method(), row.host(), row.target(), row.fields()));
        }
      }
    }
  }

  private static WireAnswer ask(RawClient client, AnswerCase row) throws IOException {
    String fields = row.fields().isEmpty() ? "" : String.join("\r\n", row.fields()) + "\r\n";
    client.send(
        "%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
            .formatted(row.method(), row.target(), row.host(), fields));
    return client.readAll(row.method().equals("HEAD"));
  }

  private static void check(AnswerCase row, String scheme, WireAnswer answer) {
    WireAnswer expected = row.expected(scheme);
    List<String> fields = new ArrayList<>(answer.fields());
    assertThat(fields).as("%s: date", row).filteredOn(AnswerTableTest::isDate).hasSize(1);
    fields.removeIf(AnswerTableTest::isDate);
    fields.sort(null);
    assertThat(statusAndBody(answer))
        .as("%s: status and body", row)
        .isEqualTo(statusAndBody(expected));
    assertThat(fields).as("%s: fields", row).isEqualTo(expected.fields());
    assertThat(answer.early()).as("%s: 103", row).isEqualTo(expected.early());
  }

  private static boolean isDate(String field) {
    return field.startsWith("date: ");
  }

  private static String statusAndBody(WireAnswer answer) {
    String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
    return "%d %s%n%s".formatted(answer.status(), answer.phrase(), body);
  }
}
