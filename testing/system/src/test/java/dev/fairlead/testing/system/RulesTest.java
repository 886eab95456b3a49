package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example site with rules, from its folder to the edge and to the command that explains it. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulesTest {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("fairlead.root"), "examples", "rules");

  /** What only the edge knows: how an answer is coded, framed, validated and dated. */
  private static final Set<String> OF_THE_EDGE =
      Set.of("accept-ranges", "content-length", "date", "etag", "last-modified");

  private final Platform platform;

  RulesTest(Platform platform) {
    this.platform = platform;
  }

  @BeforeAll
  void deployTheExample() {
    Cli.Result deployed = platform.cli().run("deploy", EXAMPLE.toString());
    assertThat(deployed.exitCode()).as(deployed.err()).isZero();
    assertThat(deployed.err())
        .contains("Read _redirects, _headers: 6 redirects and rewrites, 3 header rules");
  }

  /** What the command says and what the edge does must be the same: status, headers and body. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /news/1                  | 301 | /posts/1  | _redirects:3
          /post.php?id=1           | 301 | /posts/1?id=1 | _redirects:2
          /start                   | 302 | /         | _redirects:7
          /shop/roses              | 410 |           | _redirects:10
          /app/settings            | 200 |           | _redirects:11
          /posts/1                 | 200 |           |
          /posts/1.html            | 307 | /posts/1  |
          /posts/none              | 404 |           |
          /style.css               | 200 |           |
          /missing.css             | 404 |           |
          /de/                     | 200 |           |
          /%2e%2e/x                | 400 |           |
          /nowhere                 | 404 |           |
          /_redirects              | 404 |           |
          /_headers                | 404 |           |
          """)
  void theEdgeAnswersAsExplained(String path, int status, String location, String rule)
      throws Exception {
    HttpResponse<byte[]> answer = platform.edge().get(platform.siteOf("rules") + path);
    JsonNode explained = explain(path);

    assertThat(answer.statusCode()).as(explained.toString()).isEqualTo(status);
    assertThat(explained.path("status").asInt()).isEqualTo(status);
    assertThat(answer.headers().firstValue("location").orElse(null)).isEqualTo(location);
    assertThat(explained.path("location").asText(null)).isEqualTo(location);
    assertThat(fields(answer)).isEqualTo(fields(explained));
    if (explained.has("file")) {
      assertThat(answer.body()).isEqualTo(contentOf(explained.path("file").asText()));
    } else {
      assertThat(Edge.textOf(answer)).isNotEmpty().doesNotContain("stylesheet");
    }
    String decided =
        explained.has("rule")
            ? explained.at("/rule/file").asText() + ":" + explained.at("/rule/line").asText()
            : null;
    assertThat(decided).isEqualTo(rule);
  }

  private static Map<String, List<String>> fields(HttpResponse<byte[]> answer) {
    Map<String, List<String>> fields = new TreeMap<>(answer.headers().map());
    fields.keySet().removeAll(OF_THE_EDGE);
    return fields;
  }

  private static Map<String, List<String>> fields(JsonNode explained) {
    Map<String, List<String>> fields = new TreeMap<>();
    explained
        .path("headers")
        .forEach(
            header ->
                fields
                    .computeIfAbsent(header.path("name").asText(), name -> new ArrayList<>())
                    .add(header.path("value").asText()));
    return fields;
  }

  private static byte[] contentOf(String file) throws IOException {
    return Files.readAllBytes(EXAMPLE.resolve(file.substring(1)));
  }

  @Test
  void headersAreThoseOfTheRules() throws Exception {
    HttpResponse<byte[]> page = platform.edge().get(platform.siteOf("rules") + "/");
    HttpResponse<byte[]> application = platform.edge().get(platform.siteOf("rules") + "/app/x");

    assertThat(page.headers().firstValue("x-frame-options")).contains("DENY");
    assertThat(page.headers().firstValue("link")).contains("</style.css>; rel=preload; as=style");
    assertThat(application.headers().firstValue("x-frame-options")).isEmpty();
    assertThat(application.headers().firstValue("cache-control")).contains("no-store");
  }

  @Test
  void theCommandExplainsInWords() {
    String site = platform.siteOf("rules");
    Cli.Result german =
        platform
            .cli()
            .run("redirects", "test", "/start", "--site", site, "-H", "Accept-Language: de-AT, en");

    assertThat(german.exitCode()).as(german.err()).isZero();
    assertThat(german.out())
        .startsWith("302 → /de/")
        .contains("rule    _redirects:6", "set     x-frame-options: DENY", "by      _headers:1");
  }

  @Test
  void anAddressNamesASiteAndItsScheme() throws IOException {
    String plain = platform.siteOf("schemed").replaceFirst("https?", "http") + "/";
    String secure = plain.replaceFirst("http", "https");
    Path folder = platform.folder("schemed");
    Folders.write(folder, "index.html", "by scheme");
    String host = URI.create(plain).getHost();
    Folders.write(folder, "_redirects", "https://%s/start /by-tls 302\n".formatted(host));
    Cli.Result deployed = platform.cli().run("deploy", folder.toString());
    assertThat(deployed.exitCode()).as(deployed.err()).isZero();

    assertThat(answerTo("/start", secure)).startsWith("302 → /by-tls");
    assertThat(answerTo("/start", plain)).startsWith("404");
  }

  private String answerTo(String path, String address) {
    Cli.Result result = platform.cli().run("redirects", "test", path, "--site", address);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          news      | rules     | Accept: x     | must begin with /
          /         | nothing   | Accept: x     | There is no project or deployment “nothing”
          /         | a.test    | Accept: x     | No project serves a.test
          /         | a b       | Accept: x     | is no project, deployment or host
          /         | ftp://a.test | Accept: x  | is no project, deployment or host
          /         | https://a.test/b | Accept: x | has a path; give that by itself: redirects test PATH --site a.test
          /         | rules     | X-Other: y    | does not matter to a site's answer
          /         | rules     | Cookie        | “Cookie” has no colon (expected: 'Name: value', such as 'Cookie: beta=1')
          /         | rules     | Country: Mars | is no country
          """)
  void theCommandSaysWhatIsWrong(String path, String site, String header, String complaint) {
    Cli.Result result =
        platform.cli().run("redirects", "test", path, "--site", site, "--header", header);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.complaint()).contains(complaint);
    assertThat(result.out()).isEmpty();
  }

  private JsonNode explain(String path) throws Exception {
    Cli.Result result = platform.cli().run("redirects", "test", path, "--site", "rules", "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    return Api.JSON.readTree(result.out());
  }
}
