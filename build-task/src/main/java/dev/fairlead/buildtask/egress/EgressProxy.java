package dev.fairlead.buildtask.egress;

import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * An HTTP proxy, on a unix socket or a port of the loopback, that connects to public addresses
 * alone, on the ports of the web. A name is resolved once: every address is checked, and the
 * connection goes to a checked address, so that a name cannot change its mind in between.
 */
public final class EgressProxy implements AutoCloseable {
  private static final Set<Integer> PORTS = Set.of(80, 443);
  private static final int MAX_CONNECTIONS = 256;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final HostPolicy hosts;
  private final EgressLog log;
  private final ServerSocketChannel server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);

  private EgressProxy(HostPolicy hosts, EgressLog log, ServerSocketChannel server) {
    this.hosts = hosts;
    this.log = log;
    this.server = server;
  }

  /**
   * Starts a proxy.
   *
   * @param socket where its socket is made; at most 107 bytes long
   */
  public static EgressProxy start(Path socket, HostPolicy hosts, EgressLog log) throws IOException {
    return start(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket), hosts, log);
  }

  /** Starts a proxy on a free port of the loopback, for commands that share our network. */
  public static EgressProxy startOnLoopback(HostPolicy hosts, EgressLog log) throws IOException {
    return start(
        StandardProtocolFamily.INET,
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
        hosts,
        log);
  }

  private static EgressProxy start(
      ProtocolFamily family, SocketAddress address, HostPolicy hosts, EgressLog log)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(family);
    server.bind(address, MAX_CONNECTIONS);
    EgressProxy proxy = new EgressProxy(hosts, log, server);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  /**
   * Where programs find it.
   *
   * @throws IOException if it has no port, or is closed
   */
  public URI address() throws IOException {
    if (server.getLocalAddress() instanceof InetSocketAddress address) {
      return URI.create(
          "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort()));
    }
    throw new IOException("the proxy listens on a unix socket, not on a port");
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        places.acquire();
        SocketChannel client = server.accept();
        threads.execute(() -> serveAndLeave(client));
      }
    } catch (IOException | InterruptedException e) {
      // Closed: the build is over.
      Thread.currentThread().interrupt();
    }
  }

  private void serveAndLeave(SocketChannel client) {
    try (client) {
      serve(client);
    } catch (IOException e) {
      // The client or the host has gone; the other side is closed too.
    } finally {
      places.release();
    }
  }

  private void serve(SocketChannel client) throws IOException {
    InputStream in = Channels.newInputStream(client);
    OutputStream out = Channels.newOutputStream(client);
    ProxyRequest request;
    try {
      request = ProxyRequest.read(in);
    } catch (ProxyRequest.MalformedRequestException e) {
      refuse(out, 400, String.valueOf(e.getMessage()));
      return;
    }
    if (!PORTS.contains(request.port())) {
      deny(out, request, "only the ports 80 and 443 can be reached");
      return;
    }
    switch (hosts.resolve(request.host())) {
      case HostPolicy.Resolution.Unknown unknown ->
          refuse(out, 502, "the host %s does not exist".formatted(request.host()));
      case HostPolicy.Resolution.Denied denied ->
          deny(
              out,
              request,
              "it leads to %s, which is no public address"
                  .formatted(denied.address().getHostAddress()));
      case HostPolicy.Resolution.Allowed allowed -> connect(request, allowed.addresses(), in, out);
    }
  }

  private void connect(
      ProxyRequest request, List<InetAddress> addresses, InputStream in, OutputStream out)
      throws IOException {
    try (Socket host = new Socket()) {
      try {
        host.connect(
            new InetSocketAddress(addresses.getFirst(), request.port()),
            (int) CONNECT_TIMEOUT.toMillis());
      } catch (IOException e) {
        refuse(out, 502, "%s cannot be reached: %s".formatted(request.host(), e.getMessage()));
        return;
      }
      log.contacted(request.host());
      host.setSoTimeout((int) IDLE.toMillis());
      if (request.tunnel()) {
        out.write(
            "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        host.getOutputStream().write(request.head());
      }
      threads.execute(() -> toHost(in, host));
      host.getInputStream().transferTo(out);
    }
  }

  private static void toHost(InputStream in, Socket host) {
    try {
      in.transferTo(host.getOutputStream());
      host.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(host);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed now.
    }
  }

  private void deny(OutputStream out, ProxyRequest request, String reason) throws IOException {
    log.denied(request.host() + ":" + request.port(), reason);
    refuse(out, 403, "%s is denied to builds: %s".formatted(request.host(), reason));
  }

  private static void refuse(OutputStream out, int status, String reason) throws IOException {
    byte[] body = (reason + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %d Refused\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
  }
}
