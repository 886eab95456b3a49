package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Asks once on each connection, and begins the next connection with the ticket of the one before
 * (RFC 8446 §2.2), as a browser does that comes back. A program of its own, so that it can be kept
 * on a core.
 */
final class ResumingClient {
  private static final int PATIENCE_MILLIS = 20_000;

  /** What one client, or all together, has seen. */
  private record Seen(long requests, long resumed) {
    Seen plus(Seen other) {
      return new Seen(requests + other.requests, resumed + other.resumed);
    }
  }

  private final int port;
  private final String host;
  private final byte[] request;
  private final SSLContext context;

  private ResumingClient(int port, String host, String path) throws GeneralSecurityException {
    this.port = port;
    this.host = host;
    this.request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
            .formatted(path, host)
            .getBytes(StandardCharsets.US_ASCII);
    this.context = SSLContext.getInstance("TLSv1.3");
    context.init(null, new TrustManager[] {new TrustEverybody()}, null);
  }

  /** Arguments: port, host, path, clients, seconds. Prints requests and how many were resumed. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int clients = Integer.parseInt(arguments[3]);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4]));
    List<Callable<Seen>> all = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      ResumingClient client = new ResumingClient(port, arguments[1], arguments[2]);
      all.add(() -> client.run(end));
    }
    Seen together = new Seen(0, 0);
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (Future<Seen> seen : threads.invokeAll(all)) {
        together = together.plus(seen.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e.getCause());
    }
    System.out.printf("%d requests %d resumed%n", together.requests, together.resumed);
  }

  private Seen run(long end) throws IOException {
    long requests = 0;
    long resumed = 0;
    while (System.nanoTime() - end < 0) {
      resumed += ask() ? 1 : 0;
      requests++;
    }
    return new Seen(requests, resumed);
  }

  /** Whether the connection began with the ticket of an earlier one. */
  private boolean ask() throws IOException {
    long begin = System.currentTimeMillis();
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      socket.setSSLParameters(parameters);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      byte[] answer = in.readAllBytes();
      if (!new String(answer, 0, 12, StandardCharsets.ISO_8859_1).equals("HTTP/1.1 200")) {
        throw new IOException("not 200");
      }
      // A session that is gone on with is as old as its first connection.
      return socket.getSession().getCreationTime() < begin;
    }
  }

  /** The servers show a certificate that was made a moment ago. */
  private static final class TrustEverybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
