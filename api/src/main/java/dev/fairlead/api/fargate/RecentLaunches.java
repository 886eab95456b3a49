package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.BuildLauncher.Handle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tasks that were started so lately that ECS, which is eventually consistent, may not show them yet
 * (Amazon ECS API reference, {@code RunTask}); the last thousand.
 */
final class RecentLaunches {
  private static final Duration INVISIBLE = Duration.ofSeconds(20);
  private static final int MOST = 1000;

  private final Map<Handle, Long> launched =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Handle, Long> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(Handle handle) {
    launched.put(handle, System.nanoTime());
  }

  synchronized boolean contains(Handle handle) {
    Long at = launched.get(handle);
    return at != null && System.nanoTime() - at < INVISIBLE.toNanos();
  }
}
