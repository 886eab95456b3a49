package dev.fairlead.api.queue;

import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.schedule.PeriodicTask;
import dev.fairlead.api.warm.PoolUpkeep;
import dev.fairlead.api.warm.WarmPool;
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
 * Launches what is next in the queue, and has builds found that are gone or forgotten. It begins
 * when the server listens, since the first thing a build does is to call it.
 */
@Singleton
public final class Dispatcher implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final QueueStore queue;
  private final LaunchStore launches;
  private final Reconciler reconciler;
  private final StraySearch strays;
  private final WarmPool pool;
  private final PoolUpkeep upkeep;
  private final BuildLauncher launcher;
  private final BuildsConfig config;
  private volatile @Nullable PeriodicTask launching;
  private volatile @Nullable PeriodicTask watching;

  Dispatcher(
      QueueStore queue,
      LaunchStore launches,
      Reconciler reconciler,
      StraySearch strays,
      WarmPool pool,
      PoolUpkeep upkeep,
      BuildLauncher launcher,
      BuildsConfig config) {
    this.queue = queue;
    this.launches = launches;
    this.reconciler = reconciler;
    this.strays = strays;
    this.pool = pool;
    this.upkeep = upkeep;
    this.launcher = launcher;
    this.config = config;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    launches.renewAllLeases(config.lease());
    launching = PeriodicTask.start("dispatcher", INTERVAL, this::launchAll);
    watching = PeriodicTask.start("build watch", INTERVAL, this::watch);
    launcher.onExit(
        handle -> {
          reconciler.mayHaveEnded(handle);
          wake(watching);
        });
  }

  /** Looks at the queue now: something was put there, or a build has ended. */
  public void wake() {
    wake(launching);
  }

  private static void wake(@Nullable PeriodicTask task) {
    if (task != null) {
      task.wake();
    }
  }

  @PreDestroy
  void close() {
    for (PeriodicTask task : new @Nullable PeriodicTask[] {launching, watching}) {
      if (task != null) {
        task.close();
      }
    }
    launcher.close();
  }

  /** Each half goes on while the other fails. */
  private void watch() throws IOException {
    try {
      reconciler.round();
    } finally {
      strays.round();
      wake();
    }
  }

  private void launchAll() {
    boolean launched = true;
    while (launched) {
      launched = launchNext();
    }
    upkeep.fill();
  }

  private boolean launchNext() {
    OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.BUILD_START);
    Duration patience =
        config.lease().compareTo(launcher.pace().start()) > 0
            ? config.lease()
            : launcher.pace().start();
    Optional<QueueStore.Claimed> next = queue.claimNext(token, config.concurrency(), patience);
    next.ifPresent(claimed -> launch(claimed, token));
    return next.isPresent();
  }

  private void remember(Owner.OfAttempt attempt, BuildLauncher.Handle handle) {
    if (launches.launched(attempt, handle)) {
      log.atInfo().addKeyValue("attempt", attempt).log("build launched");
      return;
    }
    try {
      launcher.stop(handle, "cancelled while it was started");
    } catch (IOException e) {
      // The search for strays stops it later.
      log.atWarn().setCause(e).addKeyValue("build", handle.value()).log("build not stopped");
    }
  }

  private void launch(QueueStore.Claimed claimed, OpaqueToken token) {
    if (pool.give(claimed.attempt(), claimed.size(), config.lease())) {
      log.atInfo().addKeyValue("attempt", claimed.attempt()).log("build given to a warm task");
      return;
    }
    Launch launch = new Launch(claimed.attempt(), token, claimed.size(), claimed.preview());
    switch (launcher.launch(launch)) {
      case LaunchOutcome.Started started -> remember(claimed.attempt(), started.handle());
      case LaunchOutcome.Refused refused -> reconciler.lost(claimed.attempt(), refused.loss());
      case LaunchOutcome.Unknown unknown ->
          log.atWarn()
              .addKeyValue("attempt", claimed.attempt())
              .addKeyValue("problem", unknown.problem())
              .log("build ordered without an answer; it is searched for");
    }
  }
}
