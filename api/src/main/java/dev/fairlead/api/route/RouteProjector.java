package dev.fairlead.api.route;

import dev.fairlead.api.schedule.PeriodicTask;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteHint;
import dev.fairlead.site.RouteTable;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes route objects until they show what the aliases say. Several apis may do so at once: each
 * write is a compare-and-swap, and none goes back to an older generation.
 */
@Singleton
public final class RouteProjector implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger log = LoggerFactory.getLogger(RouteProjector.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final int MAX_TRIES = 10;

  private final AliasStore aliases;
  private final RouteTable table;
  private final RouteHints hints;
  private volatile @Nullable PeriodicTask task;

  RouteProjector(AliasStore aliases, RouteTable table, RouteHints hints) {
    this.aliases = aliases;
    this.table = table;
    this.hints = hints;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    task = PeriodicTask.start("route-projector", INTERVAL, this::projectAll);
  }

  @PreDestroy
  void close() {
    PeriodicTask running = task;
    if (running != null) {
      running.close();
    }
  }

  /** Projects in the background, at once. */
  public void projectSoon() {
    PeriodicTask running = task;
    if (running != null) {
      running.wake();
    }
  }

  /**
   * Projects before it returns, so that whoever waits sees the change served. What cannot be
   * written now is written in the background later: the change itself has been made.
   */
  public void projectNow() {
    try {
      projectAll();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("routes not written yet");
      projectSoon();
    }
  }

  /** One route that cannot be written holds up no other. */
  private void projectAll() throws IOException {
    IOException problem = null;
    for (Route route : aliases.unprojected()) {
      try {
        projectAndTell(route);
      } catch (IOException e) {
        problem = e;
      }
    }
    if (problem != null) {
      throw problem;
    }
  }

  private void projectAndTell(Route route) throws IOException {
    project(route);
    hints.send(new RouteHint(route.host(), route.generation()));
    // Last, so that the edges are told before anyone hears that the route is served.
    aliases.projected(route.host(), route.generation());
  }

  private void project(Route route) throws IOException {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<RouteTable.Stored> stored = table.find(route.host());
      if (stored.isPresent() && stored.get().route().generation() >= route.generation()) {
        return;
      }
      RouteTable.WriteOutcome outcome =
          table.write(route, stored.map(RouteTable.Stored::tag).orElse(null));
      if (outcome instanceof RouteTable.WriteOutcome.Written) {
        return;
      }
    }
    throw new IOException("route of %s: %d writers were faster".formatted(route.host(), MAX_TRIES));
  }
}
