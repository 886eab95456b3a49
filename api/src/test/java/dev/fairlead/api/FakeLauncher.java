package dev.fairlead.api;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Observation;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.launch.Pace;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.FailureCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Stands for what runs builds: remembers what was launched, and lets a test end it. */
final class FakeLauncher implements BuildLauncher {
  private static final Pace PACE =
      new Pace(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5));

  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, Integer> launches = new ConcurrentHashMap<>();
  private final Set<Handle> running = ConcurrentHashMap.newKeySet();
  private final Set<Handle> stopped = ConcurrentHashMap.newKeySet();
  private final Set<Handle> unstoppable = ConcurrentHashMap.newKeySet();
  private volatile Consumer<Handle> listener = handle -> {};

  @Override
  public OptionalLong memoryOf(BuildSize size) {
    return OptionalLong.of(4L << 30);
  }

  @Override
  public Pace pace() {
    return PACE;
  }

  @Override
  public synchronized LaunchOutcome launch(Launch launch) {
    if (!(launch.owner() instanceof Owner.OfAttempt attempt)) {
      return new LaunchOutcome.Refused(
          Loss.of(FailureCode.PLATFORM_START_FAILED, Loss.Retry.NEVER, "no machine is free"));
    }
    String deployment = attempt.deployment().value();
    int count = launches.getOrDefault(deployment, 0) + 1;
    Handle handle = handle(deployment, count);
    running.add(handle);
    tokens.put(deployment, launch.token().text());
    // Last: whoever waits for this launch takes its token and may have it vanish at once.
    launches.put(deployment, count);
    return new LaunchOutcome.Started(handle);
  }

  @Override
  public Map<Handle, Observation> observe(Collection<Handle> handles) {
    Map<Handle, Observation> seen = new HashMap<>();
    for (Handle handle : handles) {
      seen.put(
          handle,
          running.contains(handle)
              ? new Observation.Running()
              : new Observation.Gone(Optional.empty()));
    }
    return seen;
  }

  @Override
  public List<Found> find() {
    return List.of();
  }

  @Override
  public void stop(Handle handle, String reason) throws IOException {
    if (unstoppable.contains(handle)) {
      throw new IOException("throttled");
    }
    stopped.add(handle);
    running.remove(handle);
  }

  @Override
  public void onExit(Consumer<Handle> exitListener) {
    listener = exitListener;
  }

  @Override
  public void close() {}

  /** Makes the newest build of a deployment vanish. */
  void lose(String deployment) {
    Handle lost = handle(deployment, launches.getOrDefault(deployment, 0));
    running.remove(lost);
    listener.accept(lost);
  }

  /** Refuses to stop the newest build of a deployment. */
  void refuseToStop(String deployment) {
    unstoppable.add(handle(deployment, launches.getOrDefault(deployment, 0)));
  }

  boolean wasStopped(String deployment) {
    return stopped.contains(handle(deployment, launches.getOrDefault(deployment, 0)));
  }

  /** Waits until a deployment was launched so many times, and returns the token of the last one. */
  String tokenOf(String deployment, int launch) {
    ApiFixture.await(() -> launches.getOrDefault(deployment, 0), count -> count == launch);
    return Objects.requireNonNull(tokens.get(deployment), deployment);
  }

  private static Handle handle(String deployment, int launch) {
    return new Handle(deployment + "#" + launch);
  }
}
