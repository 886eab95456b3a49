package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.RawClient.Response;
import dev.fairlead.site.Coding;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets against a real edge over stores in memory. */
final class EdgeProxyTest {
  private static final String HOST = "shop.sites.example";
  private static final String PAGE = "<!doctype html><title>Shop</title><p>0123456789";

  private final EdgeFixture fixture = new EdgeFixture();
  private EdgeProxy edge;

  @BeforeEach
  void start() throws IOException {
    var deployment =
        fixture
            .deployment()
            .html("/index.html", PAGE)
            .html("/about.html", "about")
            .html("/404.html", "lost")
            .file("/empty.txt", "text/plain", "")
            .file(
                "/assets/app-1a2b3c4d.js",
                "text/javascript; charset=utf-8",
                "console.log(1)".getBytes(StandardCharsets.UTF_8),
                true,
                Map.of(
                    Coding.GZIP,
                    "gzip bytes!",
                    Coding.BROTLI,
                    "br bytes",
                    Coding.ZSTD,
                    "zs bytes!"))
            .publish();
    fixture.route(HOST, deployment, true);
    fixture.route("preview.sites.example", deployment, false);
    fixture.route("new.sites.example", null, true);
    edge = fixture.start();
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void servesAPage() throws Exception {
    Response page = get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo(PAGE);
    assertThat(page.headers())
        .containsEntry("content-type", "text/html; charset=utf-8")
        .containsEntry("content-length", Integer.toString(PAGE.length()))
        .containsEntry("cache-control", "public, max-age=0, must-revalidate")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("last-modified", "Wed, 04 Mar 2026 05:06:07 GMT")
        .containsEntry("date", "Wed, 06 May 2026 07:08:09 GMT")
        .containsEntry("accept-ranges", "bytes")
        .doesNotContainKeys("vary", "content-encoding", "x-robots-tag", "connection");
    assertThat(page.header("etag")).matches("\"[0-9a-f]{32}\"");
  }

  @Test
  void servesTheSmallestAcceptedVariant() throws Exception {
    Response brotli = get("/assets/app-1a2b3c4d.js", "Accept-Encoding: gzip, deflate, br, zstd");
    Response gzip = get("/assets/app-1a2b3c4d.js", "Accept-Encoding: gzip;q=1, br;q=0.5");
    Response asBuilt = get("/assets/app-1a2b3c4d.js");
    Response none = get("/assets/app-1a2b3c4d.js", "Accept-Encoding: identity;q=0");

    assertThat(brotli.body()).isEqualTo("br bytes");
    assertThat(brotli.headers())
        .containsEntry("content-encoding", "br")
        .containsEntry("vary", "accept-encoding")
        .containsEntry("cache-control", "public, max-age=31536000, immutable")
        .containsEntry("content-type", "text/javascript; charset=utf-8");
    assertThat(gzip.body()).isEqualTo("gzip bytes!");
    assertThat(asBuilt.body()).isEqualTo("console.log(1)");
    assertThat(asBuilt.headers()).containsEntry("vary", "accept-encoding");
    assertThat(none.status()).isEqualTo(406);
    assertThat(brotli.header("etag"))
        .isNotEqualTo(gzip.header("etag"))
        .isNotEqualTo(asBuilt.header("etag"));
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      for (String target : new String[] {"/", "/nowhere", "/about/", "/empty.txt"}) {
        Response get = client.request("GET", HOST, target);
        Response head = client.request("HEAD", HOST, target);

        assertThat(head.status()).as(target).isEqualTo(get.status());
        assertThat(head.headers()).as(target).isEqualTo(get.headers());
      }
    }
  }

  @Test
  void answersConditionsWith304() throws Exception {
    Response page = get("/");
    String etag = page.header("etag");

    for (String condition :
        new String[] {
          "If-None-Match: " + etag,
          "If-None-Match: W/" + etag,
          "If-None-Match: \"x\", W/\"y\" , " + etag,
          "If-None-Match: *",
          "If-Modified-Since: Wed, 04 Mar 2026 05:06:07 GMT"
        }) {
      Response response = get("/", condition);

      assertThat(response.status()).as(condition).isEqualTo(304);
      assertThat(response.headers())
          .containsEntry("etag", etag)
          .containsEntry("cache-control", "public, max-age=0, must-revalidate")
          .doesNotContainKeys("content-length", "content-type");
    }
  }

  @Test
  void sendsThePageWhenAConditionDoesNotHold() throws Exception {
    for (String condition :
        new String[] {
          "If-None-Match: \"x\"",
          "If-None-Match: nonsense",
          "If-None-Match: \"x\"\r\nIf-Modified-Since: Wed, 04 Mar 2026 05:06:07 GMT",
          "If-Modified-Since: Thu, 05 Mar 2026 05:06:07 GMT",
          "If-Modified-Since: yesterday"
        }) {
      assertThat(get("/", condition).status()).as(condition).isEqualTo(200);
    }
    assertThat(get("/", "If-Match: \"x\"").status()).isEqualTo(412);
    assertThat(get("/nowhere", "If-None-Match: *").status()).isEqualTo(404);
  }

  @Test
  void servesRanges() throws Exception {
    int length = PAGE.length();
    Response first = get("/", "Range: bytes=0-4");
    Response last = get("/", "Range: bytes=-10");
    Response rest = get("/", "Range: bytes=%d-".formatted(length - 3));

    assertThat(first.status()).isEqualTo(206);
    assertThat(first.body()).isEqualTo(PAGE.substring(0, 5));
    assertThat(first.headers()).containsEntry("content-range", "bytes 0-4/" + length);
    assertThat(last.body()).isEqualTo("0123456789");
    assertThat(rest.body()).isEqualTo("789");
    Response beyond = get("/", "Range: bytes=1000-");
    assertThat(beyond.status()).isEqualTo(416);
    assertThat(beyond.headers()).containsEntry("content-range", "bytes */" + length);
    assertThat(get("/", "Range: bytes=5-4").status()).isEqualTo(200);
    assertThat(get("/", "Range: lines=1-2").status()).isEqualTo(200);
    assertThat(get("/empty.txt", "Range: bytes=0-").status()).isEqualTo(416);
  }

  @Test
  void servesSeveralRangesAsParts() throws Exception {
    Response response = get("/", "Range: bytes=0-1, -2");
    String type = response.header("content-type");
    String boundary = type.substring(type.indexOf("boundary=") + 9);
    int length = PAGE.length();

    assertThat(response.status()).isEqualTo(206);
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    assertThat(response.body())
        .isEqualTo(
            """
            --%1$s\r
            Content-Type: text/html; charset=utf-8\r
            Content-Range: bytes 0-1/%2$d\r
            \r
            <!\r
            --%1$s\r
            Content-Type: text/html; charset=utf-8\r
            Content-Range: bytes %3$d-%4$d/%2$d\r
            \r
            89\r
            --%1$s--\r
            """
                .formatted(boundary, length, length - 2, length - 1));
  }

  @Test
  void aRangeNeedsTheSameFileIfIfRangeSaysSo() throws Exception {
    String etag = get("/").header("etag");

    assertThat(get("/", "Range: bytes=0-1", "If-Range: " + etag).status()).isEqualTo(206);
    assertThat(get("/", "Range: bytes=0-1", "If-Range: W/" + etag).status()).isEqualTo(200);
    assertThat(get("/", "Range: bytes=0-1", "If-Range: \"x\"").status()).isEqualTo(200);
    String date = "If-Range: Wed, 04 Mar 2026 05:06:07 GMT";
    assertThat(get("/", "Range: bytes=0-1", date).status()).isEqualTo(206);
  }

  @Test
  void redirectsToTheCleanAddress() throws Exception {
    Response response = get("/about.html?a=b");

    assertThat(response.status()).isEqualTo(307);
    assertThat(response.headers()).containsEntry("location", "/about?a=b");
  }

  @Test
  void sendsTheNotFoundPageOfTheSite() throws Exception {
    Response response = get("/nowhere");

    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("lost");
    assertThat(response.headers()).containsEntry("cache-control", "no-store");
  }

  @Test
  void withoutANotFoundPageAPersonSeesOursAndAScriptSeesText() throws Exception {
    var bare = fixture.deployment().notFound(NotFoundHandling.NONE).html("/a.html", "a").publish();
    fixture.route("bare.sites.example", bare, true);

    Response person =
        RawClient.get(edge.port(), "bare.sites.example", "/x", "Sec-Fetch-Mode: navigate");
    Response script = RawClient.get(edge.port(), "bare.sites.example", "/x.js");

    assertThat(person.status()).isEqualTo(404);
    assertThat(person.body()).contains("<h1>Page not found</h1>");
    assertThat(script.status()).isEqualTo(404);
    assertThat(script.headers())
        .containsEntry("content-type", "text/plain; charset=utf-8")
        .containsEntry("cache-control", "no-store");
  }

  @Test
  void onlyProductionMayBeIndexed() throws Exception {
    for (String target : new String[] {"/", "/nowhere", "/about/"}) {
      assertThat(RawClient.get(edge.port(), "preview.sites.example", target).headers())
          .containsEntry("x-robots-tag", "noindex");
      assertThat(get(target).headers()).doesNotContainKey("x-robots-tag");
    }
  }

  @Test
  void anUnknownHostHasAPage() throws Exception {
    for (String host : new String[] {"other.example", "under_score.example", "[::1]:8081"}) {
      Response response = RawClient.get(edge.port(), host, "/");

      assertThat(response.status()).as(host).isEqualTo(404);
      assertThat(response.body()).contains("<h1>Deployment not found</h1>");
      assertThat(response.headers()).containsEntry("cache-control", "no-store");
    }
  }

  @Test
  void aHostWhoseFirstBuildRunsHasAPageThatReloads() throws Exception {
    Response response = RawClient.get(edge.port(), "new.sites.example", "/any/path");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers())
        .containsEntry("cache-control", "no-store")
        .containsEntry("retry-after", "3");
    assertThat(response.body())
        .contains("<meta http-equiv=\"refresh\" content=\"3\">")
        .contains("new.sites.example");
  }

  @Test
  void tellsItsHealthWithoutHidingAPathOfASite() throws Exception {
    assertThat(get("/.fairlead/health").body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(get("/health").status()).isEqualTo(404);
    assertThat(get("/health/live").status()).isEqualTo(404);
    for (String host : new String[] {"localhost:8081", "127.0.0.1", "[::1]:80"}) {
      assertThat(RawClient.get(edge.port(), host, "/health").body())
          .as(host)
          .isEqualTo("{\"status\":\"up\"}");
      assertThat(RawClient.get(edge.port(), host, "/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void otherMethodsAreRefusedAndOptionsTellWhich() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      Response post = client.request("POST", HOST, "/", "Content-Length: 0");
      Response options = client.request("OPTIONS", HOST, "/");
      Response all = client.request("OPTIONS", HOST, "*");

      assertThat(post.status()).isEqualTo(405);
      assertThat(post.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.headers()).containsEntry("allow", "GET, HEAD, OPTIONS");
      assertThat(all.status()).isEqualTo(204);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    int count = 500;
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < count; i++) {
      requests.append(
          "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(i % 2 == 0 ? "/" : "/about", HOST));
    }
    try (RawClient client = new RawClient(edge.port())) {
      client.send(requests.toString());
      for (int i = 0; i < count; i++) {
        assertThat(client.read(false).body()).isEqualTo(i % 2 == 0 ? PAGE : "about");
      }
      assertThat(client.request("GET", HOST, "/").status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionIsClosedWhenTheClientSaysSo() throws Exception {
    try (RawClient client = new RawClient(edge.port())) {
      Response response = client.request("GET", HOST, "/", "Connection: close");

      assertThat(response.headers()).containsEntry("connection", "close");
      assertThat(client.isClosedByServer()).isTrue();
    }
    try (RawClient client = new RawClient(edge.port())) {
      client.send("GET / HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(HOST));

      assertThat(client.read(false).body()).isEqualTo(PAGE);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void theRedirectPortSendsEveryoneOnToTls() throws Exception {
    int port = FreePort.find();
    try (EdgeProxy other =
        fixture.start(EdgeConfig.listening("127.0.0.1", 0).withRedirectPort(port))) {
      assertThat(RawClient.get(other.port(), HOST, "/").body()).isEqualTo(PAGE);

      Response answer = RawClient.get(port, HOST + ":8080", "/a%20b?c=d");
      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.header("location")).isEqualTo("https://%s/a%%20b?c=d".formatted(HOST));
      assertThat(RawClient.get(port, "nobody.example", "/").header("location"))
          .isEqualTo("https://nobody.example/");
      assertThat(RawClient.get(port, "127.0.0.1", "/health").status()).isEqualTo(200);
      assertThat(RawClient.get(port, "not_a_name", "/").status()).isEqualTo(404);
    }
  }

  @Test
  void aTakenPortIsAClearError() throws IOException {
    EdgeProxy second =
        new EdgeProxy(EdgeConfig.listening("127.0.0.1", edge.port()), fixture, fixture);
    assertThatThrownBy(second::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1 port " + edge.port());
    second.close();
  }

  @Test
  void closingLetsNobodyWait() throws Exception {
    try (RawClient idle = new RawClient(edge.port())) {
      assertThat(idle.request("GET", HOST, "/").status()).isEqualTo(200);

      edge.close();

      assertThat(idle.isClosedByServer()).isTrue();
    }
  }

  private Response get(String target, String... headers) throws IOException {
    return RawClient.get(edge.port(), HOST, target, headers);
  }
}
