package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.testing.Eventually;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in, and who is not. */
@ExtendWith(SharedPlatform.class)
final class SecurityTest {
  private static final String FOREIGN = "https://evil.example";
  private static final OpenApi.Operation SIGN_IN = new OpenApi.Operation("POST", "/v1/session");
  private static final OpenApi.Operation HEALTH = new OpenApi.Operation("GET", "/health");
  private static final OpenApi.Operation LIVE = new OpenApi.Operation("GET", "/health/live");
  private static final Set<OpenApi.Operation> OPEN = Set.of(SIGN_IN, HEALTH, LIVE);
  private static final int LEAST_OPERATIONS = 15;

  private final Platform platform;
  private final Api api;

  SecurityTest(Platform platform) throws Exception {
    this.platform = platform;
    this.api = platform.api();
  }

  @TestFactory
  List<DynamicTest> everythingButSigningInIsClosed() throws Exception {
    List<OpenApi.Operation> operations = OpenApi.operations();
    assertThat(operations).hasSizeGreaterThan(LEAST_OPERATIONS).containsAll(OPEN);
    return operations.stream()
        .filter(operation -> !OPEN.contains(operation))
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> assertClosed(each)))
        .toList();
  }

  private void assertClosed(OpenApi.Operation operation) throws Exception {
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("Authorization", "Bearer flt_" + "x".repeat(43)),
            Map.of("Authorization", "Basic b3duZXI6b3duZXI="),
            Map.of("Cookie", "fairlead-session=something", "Origin", api.url()))) {
      String body = operation.method().equals("POST") ? "{}" : "";
      assertProblem(
          api.send(operation.method(), operation.filled(), body, headers), 401, "UNAUTHENTICATED");
    }
  }

  @Test
  void whatDoesNotExistIsClosedAsWell() throws Exception {
    assertProblem(api.send("GET", "/v1/nothing", "", Map.of()), 401, "UNAUTHENTICATED");
    assertProblem(api.send("PUT", "/v1/projects", "{}", Map.of()), 401, "UNAUTHENTICATED");
    assertProblem(api.send("GET", "/v1/../v1/projects", "", Map.of()), 401, "UNAUTHENTICATED");
    assertThat(api.send("GET", "//v1/projects", "", Map.of()).statusCode()).isIn(401, 404);
    assertThat(api.send("GET", "/v1%2fprojects", "", Map.of()).statusCode()).isIn(401, 404);
    assertThat(api.send("GET", "/V1/projects", "", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void signingInIsOnlyForOurOwnPages() throws Exception {
    String body = "{\"code\": \"%s\"}".formatted(newCode());
    assertProblem(
        api.send("POST", "/v1/session", body, Map.of("Origin", FOREIGN)), 403, "ORIGIN_REFUSED");
    assertProblem(api.send("POST", "/v1/session", body, Map.of()), 403, "ORIGIN_REFUSED");
    assertProblem(
        api.send("POST", "/v1/session", body, Map.of("Origin", platform.siteOf("hello"))),
        403,
        "ORIGIN_REFUSED");
    assertThat(signIn(body).statusCode()).isEqualTo(204);
  }

  @Test
  void aSignInLinkWorksOnce() throws Exception {
    String body = "{\"code\": \"%s\"}".formatted(newCode());
    HttpResponse<String> first = signIn(body);
    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(first.headers().firstValue("set-cookie").orElseThrow())
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax", "Path=/")
        .doesNotContain("Domain");
    assertProblem(signIn(body), 401, "SIGN_IN_CODE_INVALID");
    assertProblem(signIn("{\"code\": \"fls_unknown\"}"), 401, "SIGN_IN_CODE_INVALID");
  }

  @Test
  void aCookieCountsOnlyFromOurOwnPagesWhereSomethingIsChanged() throws Exception {
    String cookie = cookieOf(signIn("{\"code\": \"%s\"}".formatted(newCode())));
    assertThat(api.send("GET", "/v1/session", "", Map.of("Cookie", cookie)).statusCode())
        .isEqualTo(200);
    HttpResponse<String> read =
        api.send("GET", "/v1/session", "", Map.of("Cookie", cookie, "Origin", FOREIGN));
    assertThat(read.headers().firstValue("access-control-allow-origin")).isEmpty();

    for (OpenApi.Operation operation : OpenApi.operations()) {
      if (!operation.method().equals("GET") && !operation.equals(SIGN_IN)) {
        Map<String, String> foreign = Map.of("Cookie", cookie, "Origin", FOREIGN);
        assertProblem(
            api.send(operation.method(), operation.filled(), "{}", foreign), 403, "ORIGIN_REFUSED");
        assertProblem(
            api.send(operation.method(), operation.filled(), "{}", Map.of("Cookie", cookie)),
            403,
            "ORIGIN_REFUSED");
      }
    }

    Map<String, String> own = Map.of("Cookie", cookie, "Origin", api.url());
    assertThat(api.send("POST", "/v1/sign-in-links", "", own).statusCode()).isEqualTo(200);
    assertThat(api.send("DELETE", "/v1/session", "", own).statusCode()).isEqualTo(204);
    assertProblem(api.send("GET", "/v1/session", "", own), 401, "UNAUTHENTICATED");
  }

  @Test
  void theFilesOfTheOwnerAreForTheOwnerOnly() throws Exception {
    Path data = platform.config().data();
    assertThat(modeOf(data.resolve("owner-token"))).isEqualTo("rw-------");
    assertThat(modeOf(data.resolve("secrets"))).isEqualTo("rw-------");
    assertThat(modeOf(data)).isEqualTo("rwx------");
  }

  @Test
  void aBuildCanSpeakOnlyForItsOwnAttempt() throws Exception {
    List<String> idleBuild = List.of("sleep", "600");
    try (Platform idle = Platform.start(idleBuild, platform.folder("no-dashboard"))) {
      // Given
      Sources.project(idle, "fenced", "x");
      String id = Sources.deploy(idle, "fenced", "true");
      ProcessHandle build = BuildProcesses.await(id);
      Map<String, String> told = BuildProcesses.environmentOf(build);
      String claim =
          Api.JSON.writeValueAsString(
              Map.of("deployment", id, "token", told.get("FAIRLEAD_BUILD_TOKEN")));

      // Then
      assertThat(told.keySet())
          .allMatch(
              key -> key.startsWith("FAIRLEAD_") || key.equals("PATH") || key.equals("LC_ALL"));
      assertThat(build.info().arguments().orElseThrow())
          .noneMatch(argument -> argument.contains(told.get("FAIRLEAD_BUILD_TOKEN")));
      HttpResponse<String> spec = idle.api().send("POST", "/build/v1/claim", claim, Map.of());
      assertThat(spec.statusCode()).isEqualTo(200);
      String token = Api.JSON.readTree(spec.body()).path("attemptToken").asText();
      Map<String, String> asBuild = Map.of("Authorization", "Bearer " + token);
      assertThat(heartbeat(idle, asBuild).statusCode()).isEqualTo(204);
      assertProblem(
          idle.api().send("POST", "/build/v1/claim", claim, Map.of()), 401, "UNAUTHENTICATED");
      for (OpenApi.Operation operation : OpenApi.operations()) {
        if (!OPEN.contains(operation)) {
          assertProblem(
              idle.api().send(operation.method(), operation.filled(), "", asBuild),
              401,
              "UNAUTHENTICATED");
        }
      }
      Map<String, String> asOwner = Map.of("Authorization", "Bearer " + idle.api().token());
      assertProblem(heartbeat(idle, asOwner), 409, "ATTEMPT_OVER");

      // When
      assertThat(build.destroyForcibly()).isTrue();
      Eventually.becomesTrue(
          "a second attempt", () -> idle.api().deployment(id).path("attempt").asInt() == 2);

      // Then
      for (String path : List.of("heartbeat", "events", "log", "uploads", "publish")) {
        HttpResponse<String> stale =
            idle.api().send("POST", "/build/v1/" + path, bodyFor(path), asBuild);
        assertProblem(stale, 409, "ATTEMPT_OVER");
      }
      assertThat(idle.api().deployment(id).path("state").asText()).isEqualTo("building");
      idle.api().post("/v1/deployments/%s/cancel".formatted(id), Map.of());
      assertThat(idle.api().ended(id).path("cancelReason").asText()).isEqualTo("user");
    }
  }

  @Test
  void thePagesOfTheDashboardAreGuarded() throws Exception {
    Path pages = platform.folder("small-dashboard");
    Folders.write(pages, "index.html", "<h1>Dashboard</h1>");
    Folders.write(pages, "404.html", "<h1>No such page</h1>");
    Folders.write(pages, "_next/static/a.js", "let a");
    try (Platform small = Platform.start(List.of("sleep", "600"), pages)) {
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (String path : List.of("/", "/nothing", "/_next/static/a.js", "/..%2fsecrets")) {
        answers.add(small.api().send("GET", path, "", Map.of()));
      }
      assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 404, 200, 404);
      assertThat(answers)
          .allSatisfy(
              answer -> {
                assertThat(header(answer, "content-security-policy"))
                    .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
                assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
                assertThat(header(answer, "x-frame-options")).isEqualTo("DENY");
                assertThat(header(answer, "referrer-policy")).isEqualTo("no-referrer");
              });
      assertThat(header(answers.get(2), "cache-control")).contains("immutable");
      assertThat(header(answers.get(0), "cache-control")).isEqualTo("no-cache");
    }
  }

  private static HttpResponse<String> heartbeat(Platform of, Map<String, String> headers)
      throws Exception {
    return of.api().send("POST", "/build/v1/heartbeat", "{}", headers);
  }

  private static String bodyFor(String path) {
    return switch (path) {
      case "events" ->
          """
          {"events": [{"type": "failed", "number": 1, "at": "2026-01-01T00:00:00Z",
            "failure": {"code": "COMMAND_FAILED", "message": "A lie."}}]}
          """;
      case "log" ->
          """
          {"type": "lines", "attempt": 1, "lines": [
            {"number": 1, "at": "2026-01-01T00:00:00Z", "stream": "stdout", "text": "A lie."}]}
          """;
      case "uploads" ->
          "{\"blobs\": [{\"sha256\": \"%s\", \"length\": 1}]}".formatted("0".repeat(64));
      case "publish" ->
          """
          {"notFound": "none", "files": [{"path": "/index.html", "contentType": "text/html",
            "immutable": false, "blob": {"sha256": "%s", "length": 1}}]}
          """
              .formatted("0".repeat(64));
      default -> "{}";
    };
  }

  private String newCode() throws Exception {
    JsonNode link = api.post("/v1/sign-in-links", Map.of());
    String url = link.path("url").asText();
    assertThat(url).startsWith(api.url() + "/sign-in/#");
    return url.substring(url.indexOf('#') + 1);
  }

  private HttpResponse<String> signIn(String body) throws Exception {
    return api.send("POST", "/v1/session", body, Map.of("Origin", api.url()));
  }

  private static String cookieOf(HttpResponse<String> response) {
    return response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String modeOf(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(header(response, "content-type")).startsWith("application/problem+json");
    JsonNode problem = Api.JSON.readTree(response.body());
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotBlank();
  }
}
