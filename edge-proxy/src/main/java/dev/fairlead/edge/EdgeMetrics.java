package dev.fairlead.edge;

import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.edge.cache.RouteCache;
import dev.fairlead.edge.connection.OpenConnections;
import dev.fairlead.edge.http2.Http2Server;
import dev.fairlead.edge.observation.AccessLog;
import dev.fairlead.edge.observation.Metrics;
import dev.fairlead.edge.tls.TlsAcceptor;
import dev.fairlead.edge.upstream.Upstreams;

/** Names the numbers of the parts of an edge. */
final class EdgeMetrics {
  private EdgeMetrics() {}

  static void caches(Metrics metrics, RouteCache routes, ManifestCache manifests) {
    metrics.gauge("routes_kept", "Routes in memory.", routes::size);
    metrics.gauge("manifests_kept", "Manifests in memory.", manifests::size);
  }

  static void connections(
      Metrics metrics, OpenConnections connections, Http2Server http2, Upstreams upstreams) {
    metrics.gauge("connections_open", "Open connections.", connections::count);
    metrics.counter("connections_refused_total", "", "Closed as too many.", connections::refused);
    metrics.counter(
        "http2_ended_for_abuse_total", "", "HTTP/2 clients beyond limits.", http2::endedForAbuse);
    metrics.gauge("upstream_requests_open", "Requests being passed on.", upstreams::open);
  }

  static void tls(Metrics metrics, TlsAcceptor tls) {
    String help = "TLS handshakes by their end.";
    metrics.counter("tls_handshakes_total", "result=\"success\"", help, tls::handshakes);
    metrics.counter("tls_handshakes_total", "result=\"failure\"", help, tls::failedHandshakes);
  }

  static void accessLog(Metrics metrics, AccessLog lines) {
    metrics.counter("access_log_dropped_total", "", "Lines not written.", lines::drops);
  }
}
