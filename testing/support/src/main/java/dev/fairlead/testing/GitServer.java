package dev.fairlead.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * A git host on loopback that speaks smart HTTP, protocol versions 0 and 2 (gitprotocol-http(5)),
 * with JGit's own upload-pack. Public repositories can be cloned by anyone; a private one answers
 * 401, an unknown one 404.
 */
public final class GitServer implements AutoCloseable {
  private static final String SERVICE = "git-upload-pack";
  private static final String INFO = "/info/refs";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Path> repositories = new ConcurrentHashMap<>();
  private final Set<String> privateNames = ConcurrentHashMap.newKeySet();

  private GitServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a host on a free port of 127.0.0.1. */
  public static GitServer start() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    GitServer git = new GitServer(HttpServer.create(address, 0));
    git.server.createContext("/", git::handle);
    git.server.setExecutor(git.threads);
    git.server.start();
    return git;
  }

  /** Publishes a repository as {@code /<name>.git} and returns its address. */
  public URI serve(String name, TestRepository repository) {
    repositories.put("/" + name + ".git", repository.directory());
    return urlOf(name);
  }

  /** A repository that asks for a password. */
  public URI servePrivate(String name) {
    privateNames.add("/" + name + ".git");
    return urlOf(name);
  }

  /** The address a repository of that name has or would have. */
  public URI urlOf(String name) {
    return URI.create("http://127.0.0.1:%d/%s.git".formatted(server.getAddress().getPort(), name));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String service = path.endsWith(INFO) ? INFO : "/" + SERVICE;
      String name =
          path.endsWith(service) ? path.substring(0, path.length() - service.length()) : path;
      Path directory = repositories.get(name);
      if (privateNames.contains(name)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (directory == null || !Files.isDirectory(directory)) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answer(exchange, directory, service.equals(INFO));
      }
    }
  }

  private static void answer(HttpExchange exchange, Path directory, boolean advertise)
      throws IOException {
    try (Git git = Git.open(directory.toFile())) {
      UploadPack pack = uploadPack(git.getRepository(), exchange);
      String kind = advertise ? "advertisement" : "result";
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/x-%s-%s".formatted(SERVICE, kind));
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      exchange.sendResponseHeaders(200, 0);
      try (InputStream in = requestBody(exchange);
          OutputStream out = exchange.getResponseBody()) {
        if (advertise) {
          pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(new PacketLineOut(out)), SERVICE);
        } else {
          pack.upload(in, out, null);
        }
      }
    }
  }

  private static UploadPack uploadPack(Repository repository, HttpExchange exchange) {
    UploadPack pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
    if (protocol != null) {
      pack.setExtraParameters(Set.of(protocol.split(":", -1)));
    }
    return pack;
  }

  private static InputStream requestBody(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return gzip ? new GZIPInputStream(body) : body;
  }
}
