package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Coding;
import dev.fairlead.site.rules.RuleConditions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers about which a rule has decided by who asks. */
final class VaryTest {
  private static final String HOST = "shop.sites.example";

  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    fixture.route(
        HOST,
        fixture
            .deployment()
            .file(
                "/index.html",
                "text/html",
                "page".getBytes(StandardCharsets.UTF_8),
                false,
                Map.of(Coding.GZIP, "gz"))
            .html("/beta.html", "beta")
            .html("/plain.html", "plain")
            .html("/404.html", "lost")
            .forced("/", "/beta.html", 200, cookies("beta"))
            .forced("/", "/de", 302, languages("de"))
            .forced("/country", "/plain", 302, countries("DE"))
            .forced(
                "/all", "/plain", 302, new RuleConditions(null, Set.of("DE"), Set.of("de"), null))
            .forced("/all", "/beta", 302, cookies("beta"))
            .forced(
                "/query",
                "/plain",
                302,
                new RuleConditions(Map.of("a", "1"), null, null, Set.of("beta")))
            .forced("/gone", "/plain", 410, cookies("beta"))
            .publish(),
        true);
    EdgeConfig config =
        EdgeConfig.listening("127.0.0.1", 0)
            .withDrain(Duration.ofSeconds(2))
            .withCountryHeader("X-Country");
    edge = fixture.start(config);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private static RuleConditions cookies(String name) {
    return new RuleConditions(null, null, null, Set.of(name));
  }

  private static RuleConditions languages(String tag) {
    return new RuleConditions(null, null, Set.of(tag), null);
  }

  private static RuleConditions countries(String code) {
    return new RuleConditions(null, Set.of(code), null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          /          | -                    | 200 | accept-encoding, accept-language, cookie
          /          | Cookie: beta=1       | 200 | cookie
          /          | Accept-Language: de  | 302 | accept-language, cookie
          /plain     | Cookie: beta=1       | 200 | -
          /country   | -                    | 404 | x-country
          /country   | X-Country: DE        | 302 | x-country
          /all       | -                    | 404 | x-country, accept-language, cookie
          /all       | Cookie: beta=1       | 302 | x-country, accept-language, cookie
          /query     | Cookie: beta=1       | 404 | -
          /query?a=2 | Cookie: beta=1       | 404 | -
          /query?a=1 | Cookie: beta=1       | 302 | cookie
          /query?a=1 | -                    | 404 | cookie
          /gone      | Cookie: beta=1       | 410 | cookie
          /gone      | -                    | 404 | cookie
          """)
  void namesWhatHasDecided(
      String target, @Nullable String header, int status, @Nullable String vary) throws Exception {
    for (int i = 0; i < 2; i++) {
      RawClient.Response response =
          header == null
              ? RawClient.get(edge.port(), HOST, target)
              : RawClient.get(edge.port(), HOST, target, header);
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.headers().get("vary")).isEqualTo(vary);
    }
  }

  @Test
  void aNotModifiedAnswerVariesAsTheWholeOneWould() throws Exception {
    String tag = RawClient.get(edge.port(), HOST, "/").header("etag");

    RawClient.Response same = RawClient.get(edge.port(), HOST, "/", "If-None-Match: " + tag);

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("vary")).isEqualTo("accept-encoding, accept-language, cookie");
  }
}
