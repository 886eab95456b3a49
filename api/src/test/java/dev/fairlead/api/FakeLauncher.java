package dev.fairlead.api;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.queue.BuildLauncher;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for what runs builds: remembers what was launched, and lets a test end it. */
final class FakeLauncher implements BuildLauncher {
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Map<String, Integer> launches = new ConcurrentHashMap<>();
  private final Set<Handle> running = ConcurrentHashMap.newKeySet();
  private final Set<Handle> stopped = ConcurrentHashMap.newKeySet();
  private volatile Runnable listener = () -> {};
  private volatile boolean broken;

  @Override
  public Handle launch(DeploymentId deployment, OpaqueToken startToken) throws IOException {
    if (broken) {
      throw new IOException("no machine is free");
    }
    int launch = launches.merge(deployment.value(), 1, Integer::sum);
    tokens.put(deployment.value(), startToken.text());
    Handle handle = handle(deployment.value(), launch);
    running.add(handle);
    return handle;
  }

  @Override
  public Liveness observe(Handle handle) {
    return running.contains(handle) ? Liveness.RUNNING : Liveness.GONE;
  }

  @Override
  public void stop(Handle handle) {
    stopped.add(handle);
    running.remove(handle);
  }

  @Override
  public void onExit(Runnable exitListener) {
    listener = exitListener;
  }

  @Override
  public void close() {}

  /** Makes the newest build of a deployment vanish. */
  void lose(String deployment) {
    running.remove(handle(deployment, launches.getOrDefault(deployment, 0)));
    listener.run();
  }

  void breakDown(boolean now) {
    broken = now;
  }

  boolean wasStopped(String deployment) {
    return stopped.contains(handle(deployment, launches.getOrDefault(deployment, 0)));
  }

  /** Waits until a deployment was launched so many times, and returns the token of the last one. */
  String tokenOf(String deployment, int launch) {
    ApiFixture.await(() -> launches.getOrDefault(deployment, 0), count -> count == launch);
    return ApiFixture.await(() -> tokens.getOrDefault(deployment, ""), token -> !token.isEmpty());
  }

  private static Handle handle(String deployment, int launch) {
    return new Handle(deployment + "#" + launch);
  }
}
