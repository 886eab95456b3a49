package dev.fairlead.buildtask;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.build.protocol.EventBatch;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.build.protocol.UploadGrants;
import dev.fairlead.build.protocol.UploadGrants.Grant;
import dev.fairlead.build.protocol.UploadRequest;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The api's build endpoint and the store behind it, in memory, over real HTTP. Faults can be asked
 * for: answers of 503, 409, 422.
 */
final class FakeApi implements AutoCloseable {
  static final String ONE_TIME_TOKEN = "one-time-token-of-the-test";

  static final String WARM_TOKEN = "token-of-a-warm-task";

  final Map<ContentHash, byte[]> blobs = new ConcurrentHashMap<>();
  final AtomicInteger heartbeats = new AtomicInteger();
  final AtomicInteger failNext = new AtomicInteger();
  volatile boolean over;
  volatile @Nullable String refusePublish;
  private final HttpServer server;
  private final BuildSpec spec;
  private final Map<Long, LogLine> lines = new TreeMap<>();
  private final Map<Long, BuildEvent> events = new TreeMap<>();
  private final List<PublishRequest> published = new ArrayList<>();
  private boolean claimed;
  private int questions;

  FakeApi(BuildSpec spec) throws IOException {
    this.spec = spec;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<BuildEvent> events() {
    return List.copyOf(events.values());
  }

  synchronized List<LogLine> lines() {
    return List.copyOf(lines.values());
  }

  String logText() {
    StringBuilder text = new StringBuilder();
    lines().forEach(line -> text.append(line.text()).append('\n'));
    return text.toString();
  }

  synchronized List<PublishRequest> published() {
    return List.copyOf(published);
  }

  /** Waits until something has arrived that makes a condition true; at most a minute. */
  synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not happen; the log: " + logText());
      }
      wait(100);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer;
      try {
        answer = answer(exchange, body);
      } catch (RuntimeException e) {
        answer = new Answer(500, e.toString().getBytes());
      }
      synchronized (this) {
        notifyAll();
      }
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      if (answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    }
  }

  private record Answer(int status, byte[] body) {
    static final Answer DONE = new Answer(204, new byte[0]);

    static Answer of(int status) {
      return new Answer(status, new byte[0]);
    }
  }

  /** Nothing at first, then the build. */
  private Answer give(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (over || !("Bearer " + WARM_TOKEN).equals(token)) {
      return Answer.of(409);
    }
    questions++;
    return questions < 3
        ? Answer.DONE
        : new Answer(200, WireFormat.write(new ClaimRequest(spec.deployment(), ONE_TIME_TOKEN)));
  }

  private synchronized Answer answer(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (failNext.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
      return Answer.of(503);
    }
    if (path.startsWith("/store/")) {
      return store(exchange, body);
    }
    if (path.equals(BuildPaths.AWAIT)) {
      return give(exchange);
    }
    if (path.equals(BuildPaths.CLAIM)) {
      return claim(body);
    }
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + spec.attemptToken()).equals(token)) {
      return Answer.of(401);
    }
    if (over) {
      return Answer.of(409);
    }
    return attempt(path, body);
  }

  private Answer claim(byte[] body) throws IOException {
    ClaimRequest request = WireFormat.parse("claim", body, ClaimRequest.class);
    if (claimed || !request.token().equals(ONE_TIME_TOKEN)) {
      return Answer.of(401);
    }
    claimed = true;
    return new Answer(200, spec.toJson());
  }

  private Answer attempt(String path, byte[] body) throws IOException {
    switch (path) {
      case BuildPaths.HEARTBEAT -> heartbeats.incrementAndGet();
      case BuildPaths.EVENTS ->
          WireFormat.parse("events", body, EventBatch.class)
              .events()
              .forEach(event -> events.putIfAbsent(event.number(), event));
      case BuildPaths.LOG ->
          ((LogChunk) LogMessage.parse(body))
              .lines()
              .forEach(line -> lines.putIfAbsent(line.number(), line));
      case BuildPaths.UPLOADS -> {
        return grants(WireFormat.parse("uploads", body, UploadRequest.class));
      }
      case BuildPaths.PUBLISH -> {
        if (refusePublish != null) {
          return new Answer(422, ("{\"detail\":\"" + refusePublish + "\"}").getBytes());
        }
        published.add(WireFormat.parse("publish", body, PublishRequest.class));
        over = true;
      }
      default -> {
        return Answer.of(404);
      }
    }
    return Answer.DONE;
  }

  private Answer grants(UploadRequest request) throws IOException {
    List<Grant> grants = new ArrayList<>();
    for (Blob blob : request.blobs()) {
      if (!blobs.containsKey(blob.sha256())) {
        Map<String, String> headers =
            Map.of(
                "If-None-Match", "*",
                "x-amz-checksum-sha256", blob.sha256().base64(),
                "Content-Length", Long.toString(blob.length()),
                "Host", url().getAuthority());
        grants.add(new Grant(blob.sha256(), url() + "/store/" + blob.sha256(), headers));
      }
    }
    return new Answer(200, WireFormat.write(new UploadGrants(grants)));
  }

  private Answer store(HttpExchange exchange, byte[] body) {
    String name = exchange.getRequestURI().getPath().substring("/store/".length());
    if (exchange.getRequestMethod().equals("GET")) {
      byte[] content = blobs.get(ContentHash.parse(name));
      return content == null ? Answer.of(404) : new Answer(200, content);
    }
    ContentHash hash = ContentHash.of(body);
    boolean pinned =
        hash.hex().equals(name)
            && "*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
            && hash.base64().equals(exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256"));
    if (!pinned) {
      return Answer.of(400);
    }
    return Answer.of(blobs.putIfAbsent(hash, body) == null ? 200 : 412);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
