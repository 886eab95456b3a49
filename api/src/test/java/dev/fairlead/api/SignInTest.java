package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, and how. */
final class SignInTest {
  private static final String ORIGIN = "http://localhost:8080";
  private final ApiFixture api = ApiFixture.instance();

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer flt_wrong", "Basic b3duZXI6"})
  void nobodyGetsInWithoutAToken(String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri("/v1/projects"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    ApiFixture.Answer answer = api.send(request.build());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("code")).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void theOwnersTokenIsReadableForTheOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(api.tokenFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLinkSignsInOnce() {
    String code = newCode();

    HttpResponse<byte[]> first = signIn(code, ORIGIN);
    HttpResponse<byte[]> second = signIn(code, ORIGIN);

    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax", "Path=/");
    assertThat(second.statusCode()).isEqualTo(401);
  }

  @Test
  void aForeignPageCannotSignIn() {
    assertThat(signIn(newCode(), "http://evil.localhost:8081").statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionReadsAndWritesFromTheDashboardOnly() {
    String cookie = sessionCookie();

    assertThat(withCookie("GET", "/v1/projects", cookie, null)).isEqualTo(200);
    assertThat(withCookie("POST", "/v1/sign-in-links", cookie, ORIGIN)).isEqualTo(200);
    assertThat(withCookie("POST", "/v1/sign-in-links", cookie, "http://a.localhost:8081"))
        .isEqualTo(403);
    assertThat(withCookie("POST", "/v1/sign-in-links", cookie, null)).isEqualTo(403);
  }

  @Test
  void aSessionThatIsSignedOutIsWorthless() {
    String cookie = sessionCookie();

    assertThat(withCookie("DELETE", "/v1/session", cookie, ORIGIN)).isEqualTo(204);

    assertThat(withCookie("GET", "/v1/session", cookie, null)).isEqualTo(401);
  }

  private String sessionCookie() {
    String header = signIn(newCode(), ORIGIN).headers().firstValue("Set-Cookie").orElseThrow();
    return header.substring(0, header.indexOf(';'));
  }

  private String newCode() {
    String url = api.post("/v1/sign-in-links", "{}").text("url");
    return url.substring(url.indexOf('#') + 1);
  }

  private HttpResponse<byte[]> signIn(String code, String origin) {
    return api.raw(
        HttpRequest.newBuilder(api.uri("/v1/session"))
            .header("Content-Type", "application/json")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"%s\"}".formatted(code)))
            .build());
  }

  private int withCookie(String method, String path, String cookie, @Nullable String origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(path))
            .header("Cookie", cookie)
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? HttpRequest.BodyPublishers.ofString("{}")
                    : HttpRequest.BodyPublishers.noBody());
    if (origin != null) {
      request.header("Origin", origin);
    }
    return api.raw(request.build()).statusCode();
  }
}
