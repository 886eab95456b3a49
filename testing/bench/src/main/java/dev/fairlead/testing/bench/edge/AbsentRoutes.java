package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between an edge and an S3 server, and can answer itself that nothing is there: as S3 does,
 * but fast enough to be asked for a million hosts.
 */
final class AbsentRoutes implements AutoCloseable {
  private static final String BODY = "<Error><Code>NoSuchKey</Code></Error>";
  private static final byte[] NOT_THERE =
      "HTTP/1.1 404 Not Found\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(BODY.length(), BODY)
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final ServerSocket listening;
  private final URI target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean absent;

  AbsentRoutes(URI target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** From now on nothing is there, or all that the server has. */
  void setAbsent(boolean nothing) {
    absent = nothing;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        threads.execute(() -> requests(client, server));
        threads.execute(() -> answers(server, client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** The edge sends heads only: it reads. */
  private void requests(Socket client, Socket server) {
    byte[] buffer = new byte[16 << 10];
    try (client;
        server) {
      InputStream in = client.getInputStream();
      int matched = 0;
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        boolean answer = absent;
        for (int i = 0; answer && i < read; i++) {
          matched = buffer[i] == END_OF_HEAD[matched] ? matched + 1 : buffer[i] == '\r' ? 1 : 0;
          if (matched == END_OF_HEAD.length) {
            client.getOutputStream().write(NOT_THERE);
            matched = 0;
          }
        }
        if (!answer) {
          server.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException over) {
      // One side has closed; the other is closed with it.
    }
  }

  private static void answers(Socket server, Socket client) {
    try (server;
        client) {
      OutputStream out = client.getOutputStream();
      server.getInputStream().transferTo(out);
    } catch (IOException over) {
      // As above.
    }
  }
}
