package dev.fairlead.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server behind TLS that writes exactly what a test says, and remembers what it was asked. */
final class TlsServer implements AutoCloseable {
  /** Writes an answer; the connection is closed afterwards. */
  interface Script {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  private final SSLServerSocket socket;
  private final Thread accepting;

  /** The head of each request: its lines. */
  final List<List<String>> asked = new CopyOnWriteArrayList<>();

  /** The address of this machine that each connection came to. */
  final List<InetAddress> reachedAt = new CopyOnWriteArrayList<>();

  final AtomicInteger accepted = new AtomicInteger();
  volatile Script script = out -> {};

  TlsServer(SSLContext context) throws IOException {
    socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
    accepting = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  void answers(String text) {
    script = out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        reachedAt.add(client.getLocalAddress());
        accepted.incrementAndGet();
        var unused = Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      if (!head.isEmpty()) {
        asked.add(head);
        script.answer(client.getOutputStream());
      }
    } catch (IOException | InterruptedException gone) {
      // The edge has closed the connection, as some tests want.
    }
  }

  @Override
  public void close() throws Exception {
    socket.close();
    accepting.join();
  }
}
