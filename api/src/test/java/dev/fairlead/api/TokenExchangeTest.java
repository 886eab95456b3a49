package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildPaths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A one-time token becomes the token of one build, even if the answer gets lost on the way. */
final class TokenExchangeTest {
  private static final int HOLDERS = 16;

  private final ApiFixture api = ApiFixture.instance();
  private String id = "";
  private String startToken = "";

  @BeforeEach
  void deploy(TestInfo test) {
    String project = "exchange-" + Math.abs(test.getDisplayName().hashCode());
    api.post(
        "/v1/projects",
        "{\"name\":\"%s\",\"repositoryUrl\":\"https://git.example/a/b\"}".formatted(project));
    id = api.post("/v1/projects/%s/deployments".formatted(project), "{}").text("id");
    startToken = api.launcher.tokenOf(id, 1);
  }

  @Test
  void whoDidNotGetTheAnswerAsksAgain() {
    ApiFixture.Answer lost = claim();
    ApiFixture.Answer answer = claim();

    assertThat(lost.status()).isEqualTo(200);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("attempt").asInt()).isEqualTo(1);
    assertThat(heartbeat(lost.text("attemptToken"))).isEqualTo(409);
    assertThat(heartbeat(answer.text("attemptToken"))).isEqualTo(204);
  }

  @Test
  void afterTheFirstMessageNothingIsExchanged() {
    String token = claim().text("attemptToken");
    assertThat(heartbeat(token)).isEqualTo(204);

    assertThat(claim().status()).isEqualTo(401);
    assertThat(heartbeat(token)).isEqualTo(204);
  }

  @Test
  void aRepeatedExchangeGivesNoMoreTime() throws Exception {
    claim();
    String lease = lease();

    claim();

    assertThat(lease()).isEqualTo(lease);
  }

  @Test
  void ofManyHoldersOneCanAct() throws Exception {
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < HOLDERS; i++) {
        answers.add(
            threads.submit(
                () -> {
                  ApiFixture.Answer claimed = claim();
                  return claimed.status() == 200
                      ? heartbeat(claimed.text("attemptToken"))
                      : claimed.status();
                }));
      }
    }

    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    assertThat(statuses).containsOnlyOnce(204).isSubsetOf(204, 401, 409);
  }

  private ApiFixture.Answer claim() {
    String request = "{\"deployment\":\"%s\",\"token\":\"%s\"}".formatted(id, startToken);
    return api.build(BuildPaths.CLAIM, "", request.getBytes(StandardCharsets.UTF_8));
  }

  private int heartbeat(String token) {
    return api.build(BuildPaths.HEARTBEAT, token, "{}".getBytes(StandardCharsets.UTF_8)).status();
  }

  private String lease() throws Exception {
    return api.look("SELECT lease_until FROM attempt WHERE deployment_id = '%s'".formatted(id));
  }
}
