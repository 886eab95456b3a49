package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token that the operator finds is good, however many apis start at the same time. */
final class OwnerTokenTest {
  private static final int APIS = 4;

  @TempDir Path folder;

  @Test
  void apisThatStartTogetherLeaveOneTokenThatIsGood() throws Exception {
    ApiConfig config =
        ApiFixture.on(
            ApiFixture.instance().anotherOn("owners", 0).database(),
            0,
            ApiFixture.instance().withToken(folder.resolve("token")));
    List<Api> apis = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      apis.add(Api.start(config, new FakeLauncher()));
      Files.delete(folder.resolve("token"));
      apis.addAll(startTogether(config));

      String token = Files.readString(folder.resolve("token")).strip();
      for (Api api : apis) {
        URI projects = URI.create("http://127.0.0.1:%d/v1/projects".formatted(api.port()));
        HttpRequest request =
            HttpRequest.newBuilder(projects).header("Authorization", "Bearer " + token).build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
      }
    } finally {
      apis.forEach(Api::close);
    }
  }

  private static List<Api> startTogether(ApiConfig config) throws Exception {
    List<Api> apis = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(APIS)) {
      Callable<Api> start = () -> Api.start(config, new FakeLauncher());
      for (Future<Api> started : threads.invokeAll(Collections.nCopies(APIS, start))) {
        apis.add(started.get());
      }
    }
    return apis;
  }
}
