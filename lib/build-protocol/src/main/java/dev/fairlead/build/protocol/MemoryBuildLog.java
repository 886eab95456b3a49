package dev.fairlead.build.protocol;

import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Logs in the heap of this process, for a reader in the same one; each bounded as Redis' are. */
public final class MemoryBuildLog implements BuildLog {
  /** Most messages of one log; no more are taken after that. */
  static final int MAX_MESSAGES = 200_000;

  private final Map<DeploymentId, Log> logs = new ConcurrentHashMap<>();

  @Override
  public void append(DeploymentId deployment, LogMessage message) throws IOException {
    log(deployment).append(message);
  }

  @Override
  public List<Entry> read(DeploymentId deployment, Position after, int limit) {
    return log(deployment).read(Integer.parseInt(after.value()), limit);
  }

  @Override
  public Subscription follow(DeploymentId deployment, Consumer<LogMessage> listener) {
    return log(deployment).follow(listener);
  }

  /** Forgets a log, as Redis does some time after its end. */
  public void forget(DeploymentId deployment) {
    logs.remove(deployment);
  }

  private Log log(DeploymentId deployment) {
    return logs.computeIfAbsent(deployment, id -> new Log());
  }

  private static final class Log {
    private final List<LogMessage> messages = new ArrayList<>();
    private final List<Consumer<LogMessage>> listeners = new ArrayList<>();

    synchronized void append(LogMessage message) throws IOException {
      if (messages.size() == MAX_MESSAGES) {
        throw new IOException("the log is full");
      }
      messages.add(message);
      List.copyOf(listeners).forEach(listener -> listener.accept(message));
    }

    synchronized List<Entry> read(int after, int limit) {
      List<Entry> entries = new ArrayList<>();
      for (int i = after; i < messages.size() && entries.size() < limit; i++) {
        entries.add(new Entry(new Position(Integer.toString(i + 1)), messages.get(i)));
      }
      return entries;
    }

    synchronized Subscription follow(Consumer<LogMessage> listener) {
      listeners.add(listener);
      return () -> remove(listener);
    }

    private synchronized void remove(Consumer<LogMessage> listener) {
      listeners.remove(listener);
    }
  }
}
