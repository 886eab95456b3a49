package dev.fairlead.edge;

import dev.fairlead.edge.RawClient.Response;
import dev.fairlead.edge.http2.ManyStreams;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Clients of every kind that ask for one page all the time, on new connections when the server ends
 * the old ones, until a connection is refused. Whatever else goes wrong is a failure.
 */
final class LoadClients {
  private static final int PIPELINED = 16;
  private static final int STREAMS = 30;
  private static final String CLOSE = "close";

  private final int port;
  private final int tlsPort;
  private final SSLContext tls;
  private final String host;
  private final byte[] page;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /** What a client does on one connection after the other. */
  @FunctionalInterface
  private interface Client {
    void run(AtomicInteger answered) throws IOException;
  }

  /**
   * @param page the body of the answer to {@code /}
   */
  LoadClients(int port, int tlsPort, SSLContext tls, String host, byte[] page) {
    this.port = port;
    this.tlsPort = tlsPort;
    this.tls = tls;
    this.host = host;
    this.page = page;
  }

  void start() {
    for (int i = 0; i < 2; i++) {
      start("keep-alive", count -> keepAlive(new RawClient(port), count));
      start("pipelined", this::pipelined);
      start("new connections", count -> once(new RawClient(port), count));
      start("new connections that say so", this::onceAndClose);
      start("TLS keep-alive", count -> keepAlive(new RawClient(secure("http/1.1")), count));
      start("TLS new connections", count -> once(new RawClient(secure("http/1.1")), count));
      start("HTTP/2", this::manyStreams);
      start("HTTP/2 with bodies", this::manyStreamsWithBodies);
    }
  }

  /** Answers by kind of client. */
  Map<String, AtomicInteger> answered() {
    return answered;
  }

  /** Waits until all have been refused, and returns what went wrong. */
  List<String> awaitEnd() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(failures);
  }

  private void start(String kind, Client client) {
    AtomicInteger count = answered.computeIfAbsent(kind, any -> new AtomicInteger());
    threads.add(Thread.ofPlatform().name(kind).start(() -> run(kind, client, count)));
  }

  private void run(String kind, Client client, AtomicInteger count) {
    while (true) {
      try {
        client.run(count);
      } catch (ConnectException refused) {
        return;
      } catch (IOException | RuntimeException failure) {
        failures.add(kind + ": " + failure);
        return;
      }
    }
  }

  private void keepAlive(RawClient connected, AtomicInteger count) throws IOException {
    try (connected) {
      while (!ask(connected, count).header("connection").equals(CLOSE)) {
        continue;
      }
    }
  }

  private void once(RawClient connected, AtomicInteger count) throws IOException {
    try (connected) {
      var unused = ask(connected, count);
    }
  }

  private void onceAndClose(AtomicInteger count) throws IOException {
    try (RawClient client = new RawClient(port)) {
      check(client.request("GET", host, "/", "Connection: close"), count);
    }
  }

  private void pipelined(AtomicInteger count) throws IOException {
    String requests = "GET / HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host).repeat(PIPELINED);
    try (RawClient client = new RawClient(port)) {
      boolean goesOn = true;
      while (goesOn) {
        client.send(requests);
        for (int i = 0; i < PIPELINED; i++) {
          Response response = client.read(false);
          check(response, count);
          goesOn = !response.header("connection").equals(CLOSE);
        }
      }
    }
  }

  private void manyStreams(AtomicInteger count) throws IOException {
    try (ManyStreams client = new ManyStreams(secure("h2"), "/", page.length)) {
      client.run(STREAMS, stream -> count.incrementAndGet());
    }
  }

  private void manyStreamsWithBodies(AtomicInteger count) throws IOException {
    try (ManyStreams client = new ManyStreams(secure("h2"), "/", page.length)) {
      client.alsoPosting().run(STREAMS, stream -> count.incrementAndGet());
    }
  }

  private Response ask(RawClient client, AtomicInteger count) throws IOException {
    Response response = client.request("GET", host, "/");
    check(response, count);
    return response;
  }

  private void check(Response response, AtomicInteger count) throws IOException {
    if (response.status() != 200 || response.bytes().length != page.length) {
      throw new IOException("%d, %d bytes".formatted(response.status(), response.bytes().length));
    }
    count.incrementAndGet();
  }

  private Socket secure(String protocol) throws IOException {
    return secure(new Socket("127.0.0.1", tlsPort), protocol);
  }

  /** Shakes hands on a connection. */
  SSLSocket secure(Socket connected, String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(connected, host, tlsPort, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
