package dev.fairlead.api.queue;

import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.schedule.PeriodicTask;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
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
 * Launches what is next in the queue, and finds builds that are gone. It begins when the server
 * listens, since the first thing a build does is to call it.
 */
@Singleton
public final class Dispatcher implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final QueueStore store;
  private final BuildLauncher launcher;
  private final BuildsConfig config;
  private volatile @Nullable PeriodicTask task;

  Dispatcher(QueueStore store, BuildLauncher launcher, BuildsConfig config) {
    this.store = store;
    this.launcher = launcher;
    this.config = config;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    store.renewAllLeases(config.lease());
    task = PeriodicTask.start("dispatcher", INTERVAL, this::round);
    launcher.onExit(this::wake);
  }

  /** Looks at the queue now: something was put there, or a build has ended. */
  public void wake() {
    PeriodicTask running = task;
    if (running != null) {
      running.wake();
    }
  }

  @PreDestroy
  void close() {
    PeriodicTask running = task;
    if (running != null) {
      running.close();
    }
    launcher.close();
  }

  private void round() throws IOException {
    reconcile();
    boolean launched = true;
    while (launched) {
      launched = launchNext();
    }
  }

  private void reconcile() throws IOException {
    for (QueueStore.Running expired : store.expired()) {
      if (expired.handle() != null) {
        launcher.stop(expired.handle());
      }
      lost(expired);
    }
    for (QueueStore.Running running : store.running()) {
      BuildLauncher.Handle handle = running.handle();
      if (handle != null && launcher.observe(handle) == BuildLauncher.Liveness.GONE) {
        lost(running);
      }
    }
  }

  private void lost(QueueStore.Running running) {
    Failure failure =
        new Failure(
            FailureCode.PLATFORM_BUILD_LOST,
            "The build process ended without a result %d times; retry, and look at the platform's log if it happens again."
                .formatted(config.maxAttempts()),
            null);
    boolean wasRunning =
        store.lost(running.deployment(), running.attempt(), config.maxAttempts(), failure);
    if (wasRunning) {
      log.atWarn()
          .addKeyValue("deployment", running.deployment())
          .addKeyValue("attempt", running.attempt())
          .log("build lost");
    }
  }

  private boolean launchNext() {
    OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.BUILD_START);
    Optional<QueueStore.Claimed> next =
        store.claimNext(token, config.concurrency(), config.lease());
    next.ifPresent(claimed -> launch(claimed, token));
    return next.isPresent();
  }

  private void launch(QueueStore.Claimed claimed, OpaqueToken token) {
    try {
      store.launched(claimed, launcher.launch(claimed.deployment(), token));
      log.atInfo()
          .addKeyValue("deployment", claimed.deployment())
          .addKeyValue("attempt", claimed.attempt())
          .log("build launched");
    } catch (IOException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("deployment", claimed.deployment())
          .log("build cannot be started");
      Failure failure =
          new Failure(
              FailureCode.PLATFORM_START_FAILED,
              "The build process could not be started: %s".formatted(e.getMessage()),
              null);
      store.lost(claimed.deployment(), claimed.attempt(), config.maxAttempts(), failure);
    }
  }
}
