package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ManifestCacheTest {
  private final EdgeFixture fixture = new EdgeFixture();

  @Test
  void keepsNoMoreThanItsBytesWhateverTheyAreOf() throws Exception {
    List<Route> routes = new ArrayList<>();
    for (int site = 0; site < 4; site++) {
      EdgeFixture.NewDeployment deployment = fixture.deployment().html("/index.html", "x");
      for (int rule = 0; rule < 1_000; rule++) {
        deployment.rewrite("/from/%d/:name/*".formatted(rule), "/to/:name/:splat");
      }
      routes.add(fixture.route("h%d.sites.example".formatted(site), deployment.publish(), true));
    }
    long one =
        find(new ManifestCache(fixture, Long.MAX_VALUE, Runnable::run), routes.getFirst())
            .memoryBytes();
    assertThat(one).isBetween(1_000_000L, 2_000_000L);

    ManifestCache cache = new ManifestCache(fixture, 2 * one, Runnable::run);
    for (Route route : routes) {
      find(cache, route);
    }
    fixture.manifestReads.set(0);
    for (Route route : routes) {
      find(cache, route);
    }
    assertThat(fixture.manifestReads).hasValueGreaterThanOrEqualTo(2);
  }

  private static Resolver find(ManifestCache cache, Route route) {
    return cache.find(route, Objects.requireNonNull(route.deployment())).join();
  }
}
