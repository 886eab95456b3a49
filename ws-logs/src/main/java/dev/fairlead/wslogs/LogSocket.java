package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.site.DeploymentId;
import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import io.micronaut.websocket.WebSocketPongMessage;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnError;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/deployments/{id}/log?ticket=…&after=<attempt>.<line>}: each text frame to the viewer
 * is one {@code LogMessage}; the viewer sends nothing. Every refusal is a close code, since a
 * browser shows a script nothing else.
 */
@ServerWebSocket("/v1/deployments/{id}/log")
final class LogSocket {
  private static final Logger log = LoggerFactory.getLogger(LogSocket.class);
  private static final int MAX_MESSAGE = 1024;

  private final Admission admission;
  private final LogRooms rooms;
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();

  LogSocket(Admission admission, LogRooms rooms) {
    this.admission = admission;
    this.rooms = rooms;
  }

  /** A connection's thread, and its viewer once it is admitted. */
  private static final class Connection {
    private @Nullable Thread thread;
    private volatile @Nullable Viewer viewer;
  }

  @OnOpen
  void open(String id, WebSocketSession session, HttpRequest<?> request) {
    if (!rooms.enter()) {
      session.close(Closing.TRY_AGAIN);
      return;
    }
    Connection connection = new Connection();
    connections.put(session.getId(), connection);
    Thread thread =
        Thread.ofVirtual()
            .name("viewer-" + session.getId())
            .unstarted(() -> serve(id, session, request, connection));
    connection.thread = thread;
    thread.start();
  }

  @OnMessage(maxPayloadLength = MAX_MESSAGE)
  void message(String ignored, WebSocketSession session) {
    session.close(Closing.NO_MESSAGES);
  }

  @OnMessage
  void pong(WebSocketPongMessage ignored, WebSocketSession session) {
    Connection connection = connections.get(session.getId());
    Viewer viewer = connection == null ? null : connection.viewer;
    if (viewer != null) {
      viewer.onPong();
    }
  }

  @OnClose
  void close(WebSocketSession session) {
    Connection connection = connections.remove(session.getId());
    if (connection != null && connection.thread != null) {
      connection.thread.interrupt();
    }
  }

  @OnError
  void error(WebSocketSession session, Throwable cause) {
    log.atDebug().setCause(cause).log("connection broken");
    session.close(CloseReason.PROTOCOL_ERROR);
  }

  private void serve(
      String id, WebSocketSession session, HttpRequest<?> request, Connection connection) {
    try {
      CloseReason reason =
          switch (admission.decide(request, id)) {
            case Admission.Outcome.Admitted(DeploymentId deployment, LogCursor after) ->
                watch(session, deployment, after, connection);
            case Admission.Outcome.Refused(CloseReason refusal) -> refusal;
          };
      session.close(reason);
    } catch (InterruptedException gone) {
      log.atDebug().log("viewer has left");
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("deployment", id).log("viewer failed");
      session.close(CloseReason.INTERNAL_ERROR);
    } finally {
      connections.remove(session.getId());
      rooms.exit();
    }
  }

  private CloseReason watch(
      WebSocketSession session, DeploymentId deployment, LogCursor after, Connection connection)
      throws InterruptedException {
    Optional<LogRoom> room = rooms.join(deployment);
    if (room.isEmpty()) {
      return Closing.TRY_AGAIN;
    }
    try {
      Viewer viewer = new Viewer(session, room.get(), after);
      connection.viewer = viewer;
      return viewer.run();
    } finally {
      rooms.leave(deployment, room.get());
    }
  }
}
