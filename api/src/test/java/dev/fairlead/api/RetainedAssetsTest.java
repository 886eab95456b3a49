package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host served before stays in its route for a while. */
final class RetainedAssetsTest {
  private final ApiFixture api = ApiFixture.instance();
  private final RuledSites sites = new RuledSites(api);

  @Test
  void whatAHostServedBeforeIsRetainedForAWhile() throws IOException {
    sites.project("retained", "");
    List<DeploymentId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(DeploymentId.parse(sites.publishNew("retained")));
    }

    Route route = sites.awaitRoute("retained.localhost", ids.get(2));
    assertThat(route.retained())
        .extracting(Route.Retained::deployment)
        .containsExactly(ids.get(1), ids.get(0));
    assertThat(route.retained())
        .allSatisfy(
            earlier ->
                assertThat(Duration.between(Instant.now(), earlier.until()))
                    .isBetween(Duration.ofDays(7).minusMinutes(5), Duration.ofDays(7)));

    api.post("/v1/projects/retained/rollback", "{\"deployment\": \"%s\"}".formatted(ids.get(0)));
    Route rolledBack = sites.awaitRoute("retained.localhost", ids.get(0));
    assertThat(rolledBack.retained())
        .extracting(Route.Retained::deployment)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(sites.awaitRoute("retained-" + ids.get(1) + ".localhost", ids.get(1)).retained())
        .isEmpty();
  }

  @Test
  void onlySoManyAreRetained() throws IOException {
    sites.project("many", "");
    String newest = "";
    for (int i = 0; i < Route.MAX_RETAINED + 3; i++) {
      newest = sites.publishNew("many");
    }

    Route route = sites.awaitRoute("many.localhost", DeploymentId.parse(newest));

    assertThat(route.retained()).hasSize(Route.MAX_RETAINED);
  }
}
