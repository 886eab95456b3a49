package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Connections that have asked once and then say nothing. */
final class IdleConnections implements AutoCloseable {
  private final List<Socket> sockets = new ArrayList<>();

  IdleConnections(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      sockets.add(RawRequest.open(port));
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
