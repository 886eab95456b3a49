package dev.fairlead.site.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server that speaks HTTP as a test tells it, right or wrong, to the byte. */
final class ScriptedServer implements AutoCloseable {
  private static final int MOST_HEAD = 64 << 10;

  private final ServerSocket listening;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Semaphore ended = new Semaphore(0);
  private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What to answer to one request. */
  interface Script {
    /**
     * @return whether the connection stays open
     */
    boolean answer(Call call) throws IOException, InterruptedException;
  }

  /**
   * A request.
   *
   * @param connection counted from 1, by order of acceptance
   * @param number among all requests, counted from 1
   * @param closed opens when the test has ended
   */
  record Call(int connection, int number, String head, Socket socket, CountDownLatch closed) {
    /** Sends text, in which each character is a byte. */
    boolean send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return true;
    }

    /** Sends an ordinary answer. */
    boolean send(int status, String body, String... headers) throws IOException {
      StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " words\r\n");
      for (String header : headers) {
        answer.append(header).append("\r\n");
      }
      return send(answer + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Says nothing until the test has ended. */
    boolean sayNothing() throws InterruptedException {
      closed.await();
      return false;
    }
  }

  ScriptedServer(Script script) throws IOException {
    this(ServerSocketFactory.getDefault(), script);
  }

  ScriptedServer(ServerSocketFactory factory, Script script) throws IOException {
    this.listening = factory.createServerSocket(0, 50, InetAddress.getByName("0.0.0.0"));
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  S3Address address() {
    return new S3Address(false, "127.0.0.1", port(), "/bucket/");
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The heads of all requests so far. */
  List<String> requests() {
    return requests;
  }

  /** How many connections there have been. */
  int accepted() {
    return accepted.get();
  }

  /** Has a permit for each connection that has ended. */
  Semaphore ended() {
    return ended;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        sockets.add(socket);
        int connection = accepted.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket, connection));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      boolean open = true;
      while (open) {
        String head = head(socket.getInputStream());
        int number;
        synchronized (requests) {
          requests.add(head);
          number = requests.size();
        }
        open = script.answer(new Call(connection, number, head, socket, closed));
      }
    } catch (IOException e) {
      // The client has closed the connection, as some tests want it to.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.release();
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = in.read();
      if (octet < 0 || head.size() > MOST_HEAD) {
        throw new IOException("no whole head");
      }
      head.write(octet);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
