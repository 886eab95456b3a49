package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.site.DeploymentId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rooms that have viewers; the first one opens a room, the last one closes it. */
final class LogRooms implements AutoCloseable {
  private final BuildLog source;
  private final WsLogsConfig config;
  private final Map<DeploymentId, Open> rooms = new HashMap<>();
  private int viewers;

  LogRooms(BuildLog source, WsLogsConfig config) {
    this.source = source;
    this.config = config;
  }

  private static final class Open {
    private final LogRoom room;
    private final Thread feeder;
    private int viewers;

    private Open(LogRoom room, Thread feeder) {
      this.room = room;
      this.feeder = feeder;
    }
  }

  /** Lets a connection in before anything is known of it; false if there are too many. */
  synchronized boolean enter() {
    if (viewers == config.maxViewers()) {
      return false;
    }
    viewers++;
    return true;
  }

  synchronized void exit() {
    viewers--;
  }

  /** The room of a log; empty if it is full. Whoever got it must {@link #leave} it. */
  synchronized Optional<LogRoom> join(DeploymentId deployment) {
    Open open = rooms.computeIfAbsent(deployment, this::open);
    if (open.viewers == config.maxViewersPerLog()) {
      return Optional.empty();
    }
    open.viewers++;
    return Optional.of(open.room);
  }

  synchronized void leave(DeploymentId deployment, LogRoom room) {
    Open open = rooms.get(deployment);
    if (open == null || open.room != room) {
      return;
    }
    open.viewers--;
    if (open.viewers == 0) {
      rooms.remove(deployment);
      open.feeder.interrupt();
    }
  }

  private Open open(DeploymentId deployment) {
    LogRoom room = new LogRoom(deployment, source, config);
    Thread feeder = Thread.ofVirtual().name("log-" + deployment).start(room::run);
    return new Open(room, feeder);
  }

  /** Sends everyone away. */
  @Override
  public synchronized void close() {
    for (Open open : rooms.values()) {
      open.room.fail(Closing.GOING_AWAY);
      open.feeder.interrupt();
    }
  }
}
