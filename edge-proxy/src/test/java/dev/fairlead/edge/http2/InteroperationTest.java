package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsAcceptor;
import dev.fairlead.edge.tls.TlsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's client against TLS and HTTP/2 of ours. */
class InteroperationTest {
  @TempDir Path folder;
  private CertificatesForTests certificates;
  private TlsAcceptor tls;
  private Http2Fixture server;
  private HttpClient client;

  @BeforeEach
  void start() throws Exception {
    certificates = new CertificatesForTests();
    certificates.issue(folder, "default", "localhost");
    tls = new TlsAcceptor(TlsConfig.of(folder, 0), InstantSource.system());
    server = new Http2Fixture(Http2Limits.DEFAULT, tls);
    client = HttpClient.newBuilder().sslContext(certificates.trusting()).build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    tls.close();
  }

  @Test
  void agreesOnHttp2AndReadsBodies() throws Exception {
    for (String path : List.of("/bytes/1", "/bytes/100000", "/pulled/3000000")) {
      int length = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
      HttpResponse<byte[]> response =
          client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(AnswersForTests.pattern(length));
    }
    assertThat(server.connections).hasSize(1);
  }

  @Test
  void answersManyAtOnceOnOneConnection() throws Exception {
    List<CompletableFuture<HttpResponse<byte[]>>> responses = new ArrayList<>();
    client.send(request("/bytes/1").build(), HttpResponse.BodyHandlers.ofByteArray());
    for (int i = 0; i < 100; i++) {
      responses.add(
          client.sendAsync(
              request(i % 2 == 0 ? "/bytes/50000" : "/pulled/50000").build(),
              HttpResponse.BodyHandlers.ofByteArray()));
    }
    for (CompletableFuture<HttpResponse<byte[]>> response : responses) {
      assertThat(response.get().body()).isEqualTo(AnswersForTests.pattern(50_000));
    }
    assertThat(server.connections).hasSize(1);
  }

  @Test
  void refusesBodies() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/").POST(HttpRequest.BodyPublishers.ofString("x".repeat(5_000))).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).isEqualTo("Requests with a body are not accepted.\n");
  }

  @Test
  void aPersonIsToldWithAPageThatAFormIsRefused() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/")
                .header("sec-fetch-mode", "navigate")
                .POST(HttpRequest.BodyPublishers.ofString("name=x"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(response.body()).contains("<h1>Content Too Large</h1>");
  }

  @Test
  void speaksHttp1WithClientsThatKnowNoOther() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/").version(HttpClient.Version.HTTP_1_1).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.body()).isEqualTo("old\n");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("https://localhost:%d%s".formatted(server.port(), path)));
  }
}
