package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients ask for, and how. */
enum Workload {
  HOT_1K("1k", "1 KiB, keep-alive", Kind.HTTP1, "/1k.bin", 32, 5_000),
  HOT_16K("16k", "16 KiB, keep-alive", Kind.HTTP1, "/16k.bin", 32, 5_000),
  HOT_100K("100k", "100 KiB, keep-alive", Kind.HTTP1, "/100k.bin", 32, 1_000),
  HOT_1M("1m", "1 MiB, keep-alive", Kind.HTTP1, "/1m.bin", 16, 200),
  HOT_10M("10m", "10 MiB, keep-alive", Kind.HTTP1, "/10m.bin", 8, 20),
  SITES("sites", "4 KiB, 10,000 files on 1,000 hosts", Kind.SITES, "/", 32, 0),
  ZIPF("zipf", "4 KiB, Zipf over 100,000 files on 10,000 hosts", Kind.ZIPF, "/", 32, 0),
  PIPELINED("pipelined", "1 KiB, 16 pipelined", Kind.PIPELINED, "/1k.bin", 32, 0),
  NOT_MODIFIED("304", "304", Kind.NOT_MODIFIED, "/1k.bin", 32, 5_000),
  NOT_FOUND("404", "404", Kind.NOT_FOUND, "/missing.bin", 32, 5_000),
  REDIRECT("redirect", "301", Kind.HTTP1, "/old", 32, 5_000),
  NEW_CONNECTIONS("new", "1 KiB, new connection per request", Kind.CLOSE, "/1k.bin", 32, 0),
  IDLE("idle", "1 KiB, 100 connections busy, 1,000 idle", Kind.IDLE, "/1k.bin", 100, 5_000),
  TLS_1K("tls", "1 KiB, TLS 1.3, HTTP/1.1", Kind.TLS, "/1k.bin", 32, 3_000),
  TLS_NEW("tls-new", "1 KiB, full TLS handshake per request", Kind.TLS_CLOSE, "/1k.bin", 32, 0),
  TLS_RESUMED("tls-resumed", "1 KiB, resumed TLS per request", Kind.TLS_RESUMED, "/1k.bin", 8, 0),
  HTTP2_1K("h2", "1 KiB, HTTP/2, 100 streams", Kind.HTTP2_100, "/1k.bin", 4, 5_000),
  HTTP2_1K_ONE("h2-one", "1 KiB, HTTP/2, 1 stream", Kind.HTTP2_1, "/1k.bin", 32, 0),
  HTTP2_100K("h2-100k", "100 KiB, HTTP/2, 100 streams", Kind.HTTP2_100, "/100k.bin", 4, 1_000);

  private static final int IDLE_CONNECTIONS = 1_000;

  /** So many clients ask at a fixed rate. */
  private static final int CLIENTS = 50;

  private enum Kind {
    HTTP1,
    PIPELINED,
    SITES,
    ZIPF,
    NOT_MODIFIED,
    NOT_FOUND,
    CLOSE,
    IDLE,
    TLS,
    TLS_CLOSE,
    TLS_RESUMED,
    HTTP2_1,
    HTTP2_100
  }

  final String id;
  final String title;
  private final Kind kind;
  private final String path;
  private final int connections;

  /** Requests a second, far below what the servers can do; 0 where no client asks like this. */
  final int perSecond;

  Workload(String id, String title, Kind kind, String path, int connections, int perSecond) {
    this.id = id;
    this.title = title;
    this.kind = kind;
    this.path = path;
    this.connections = connections;
    this.perSecond = perSecond;
  }

  /** The workload of a name as it is given on the command line; null if there is none. */
  static @Nullable Workload find(String id) {
    for (Workload workload : values()) {
      if (workload.id.equals(id)) {
        return workload;
      }
    }
    return null;
  }

  /** Whether many small sites are needed, and how many. */
  int sites() {
    return kind == Kind.SITES ? 1_000 : kind == Kind.ZIPF ? 10_000 : 0;
  }

  /** Whether a server can be asked like this: not all speak TLS. */
  boolean isSpokenBy(Peer peer) {
    return switch (kind) {
      case TLS, TLS_CLOSE, TLS_RESUMED, HTTP2_1, HTTP2_100 ->
          peer.ports().https() != Peer.Ports.NONE;
      default -> true;
    };
  }

  /** Runs it against a server once. */
  Load.Result run(Peer peer, int seconds, Path folder) throws IOException, InterruptedException {
    String clear = "http://127.0.0.1:%d%s".formatted(peer.ports().http(), path);
    String encrypted = "https://127.0.0.1:%d%s".formatted(peer.ports().https(), path);
    String named = "https://%s:%d%s".formatted(BenchSite.HOST, peer.ports().https(), path);
    List<String> host = List.of("Host: " + BenchSite.HOST);
    return switch (kind) {
      case HTTP1 -> Load.wrk(clear, connections, seconds, null, host, false);
      case PIPELINED ->
          Load.wrk(clear, connections, seconds, script(folder, PIPELINE), host, false);
      case SITES, ZIPF ->
          Load.wrk(clear, connections, seconds, script(folder, sitesScript()), List.of(), false);
      case NOT_MODIFIED -> notModified(peer, clear, host, seconds);
      case NOT_FOUND -> Load.wrk(clear, connections, seconds, null, host, true);
      case CLOSE -> Load.wrk(clear, connections, seconds, null, closing(host), false);
      case IDLE -> {
        try (IdleConnections idle = new IdleConnections(peer.ports().http(), IDLE_CONNECTIONS)) {
          yield Load.wrk(clear, connections, seconds, null, host, false);
        }
      }
      case TLS -> Load.wrk(encrypted, connections, seconds, null, host, false);
      case TLS_CLOSE -> Load.wrk(encrypted, connections, seconds, null, closing(host), false);
      case TLS_RESUMED -> Load.resuming(peer.ports().https(), path, connections, seconds);
      case HTTP2_1 -> Load.h2load(named, connections, 1, seconds);
      case HTTP2_100 -> Load.h2load(named, connections, 100, seconds);
    };
  }

  /**
   * Asks a server at the fixed rate.
   *
   * @return how long each answer took, in microseconds, sorted
   */
  long[] runAtFixedRate(Peer peer, int seconds, Path folder)
      throws IOException, InterruptedException {
    boolean encrypted = kind == Kind.TLS || kind == Kind.HTTP2_100;
    String url =
        "%s://%s:%d%s"
            .formatted(
                encrypted ? "https" : "http",
                BenchSite.HOST,
                encrypted ? peer.ports().https() : peer.ports().http(),
                path);
    Load.Rate rate =
        new Load.Rate(CLIENTS, perSecond, kind == Kind.HTTP2_100, kind == Kind.NOT_FOUND);
    List<String> headers =
        kind == Kind.NOT_MODIFIED ? List.of(ifNoneMatch(peer)) : List.<String>of();
    try (IdleConnections idle =
        kind == Kind.IDLE
            ? new IdleConnections(peer.ports().http(), IDLE_CONNECTIONS)
            : new IdleConnections(peer.ports().http(), 0)) {
      return Load.fixedRate(url, rate, headers, seconds, folder.resolve("rate.log"));
    }
  }

  private String ifNoneMatch(Peer peer) throws IOException {
    return "If-None-Match: " + RawRequest.get(peer.ports().http(), path).header("etag");
  }

  private Load.Result notModified(Peer peer, String url, List<String> host, int seconds)
      throws IOException, InterruptedException {
    List<String> headers = List.of(host.getFirst(), ifNoneMatch(peer));
    return Load.wrk(url, connections, seconds, null, headers, false);
  }

  private static List<String> closing(List<String> host) {
    return List.of(host.getFirst(), "Connection: close");
  }

  private static final String PIPELINE =
      """
      init = function(args)
        local all = {}
        for i = 1, 16 do all[i] = wrk.format("GET", wrk.path) end
        pipelined = table.concat(all)
      end
      request = function() return pipelined end
      """;

  private String sitesScript() {
    // Zipf with exponent 1 by the inverse of its distribution, about; else all files alike.
    String rank =
        kind == Kind.ZIPF ? "math.floor(math.exp(math.random() * math.log(n)))" : "math.random(n)";
    String prefix = kind == Kind.ZIPF ? "z" : "s";
    return """
    local n = %d
    init = function(args) math.randomseed(os.time()) end
    request = function()
      local k = %s - 1
      wrk.headers["Host"] = "%s" .. (k %% %d) .. ".localhost"
      return wrk.format("GET", "/f" .. math.floor(k / %d) %% 10 .. ".bin")
    end
    """
        .formatted(sites() * 10, rank, prefix, sites(), sites());
  }

  private static Path script(Path folder, String lua) throws IOException {
    return Files.writeString(folder.resolve("wrk.lua"), lua);
  }
}
