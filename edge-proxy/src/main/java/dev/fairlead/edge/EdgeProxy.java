package dev.fairlead.edge;

import dev.fairlead.edge.blob.Bodies;
import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.edge.cache.RouteCache;
import dev.fairlead.edge.cache.RouteHints;
import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.connection.EdgeInitializer;
import dev.fairlead.edge.connection.OpenConnections;
import dev.fairlead.edge.connection.TlsInitializer;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http2.Http2Limits;
import dev.fairlead.edge.http2.Http2Server;
import dev.fairlead.edge.observation.AccessLog;
import dev.fairlead.edge.observation.CountedStorage;
import dev.fairlead.edge.observation.Metrics;
import dev.fairlead.edge.observation.Observation;
import dev.fairlead.edge.observation.Readiness;
import dev.fairlead.edge.tls.TlsAcceptor;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.edge.upstream.Upstreams;
import dev.fairlead.site.SiteStorage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that serves sites: host and path to response. It needs the stores only; with Redis a
 * route change arrives in milliseconds, without it at the next revalidation.
 */
public final class EdgeProxy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EdgeProxy.class);

  private final EdgeConfig config;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final EventLoops loops;
  private final Bodies bodies;
  private final OpenConnections connections;
  private final Answering sites;
  private final Answering redirect;
  private final @Nullable RouteHints hints;
  private final @Nullable TlsAcceptor acceptor;
  private final Http2Server http2;
  private final Upstreams upstreams;
  private final OperatorPort operator;
  private final @Nullable AccessLog accessLog;
  private final ServingPorts ports;
  private final Ending ending = new Ending();
  private int port = -1;
  private int tlsPort = -1;

  /**
   * @throws IOException if the folder of the disk cache, the certificates or the access log cannot
   *     be used
   */
  public EdgeProxy(EdgeConfig config, SiteStorage storage, InstantSource clock) throws IOException {
    this(config, storage, clock, Upstreams::onTheInternet);
  }

  /** What makes that to which requests are passed on. */
  @FunctionalInterface
  interface NewUpstreams {
    Upstreams resolvingOn(Executor blocking) throws IOException;
  }

  EdgeProxy(EdgeConfig config, SiteStorage storage, InstantSource clock, NewUpstreams newUpstreams)
      throws IOException {
    this.config = config;
    this.upstreams = newUpstreams.resolvingOn(blocking);
    CountedStorage counted = new CountedStorage(storage);
    this.bodies =
        Opening.named(
            "FAIRLEAD_EDGE_DISK_CACHE",
            () ->
                new Bodies(
                    counted, config.blobs(), config.connections().addressesAreClients(), blocking));
    int threads =
        config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
    this.loops = new EventLoops(threads, clock, config.connections().tick());
    ManifestCache manifests = new ManifestCache(counted, config.maxManifestBytes(), blocking);
    RouteCache routes =
        new RouteCache(counted.routes(), manifests, config.routes(), clock, blocking);
    this.connections = new OpenConnections(config.connections());
    this.ports = new ServingPorts(config.ports().address(), loops, connections);
    String target = config.observation().accessLog();
    this.accessLog =
        target == null
            ? null
            : Opening.named("FAIRLEAD_EDGE_ACCESS_LOG", () -> AccessLog.open(target));
    Observation observation =
        new Observation(config.observation().metricsPort() != null, accessLog, clock);
    GivenAnswers given = new GivenAnswers(bodies, observation);
    RetainedAssets retained = new RetainedAssets(manifests, clock, config.routes().firstPatience());
    SiteServing serving = new SiteServing(given, retained, config.countryHeader(), upstreams);
    this.sites = new Sites(routes, manifests, serving, given, observation);
    this.redirect = new RedirectToTls(observation);
    this.http2 =
        new Http2Server(http2Limits(config.connections()), sites, clock, config.transport());
    TlsConfig tls = config.tls();
    this.acceptor =
        tls == null
            ? null
            : Opening.named("FAIRLEAD_EDGE_TLS_CERTIFICATES", () -> new TlsAcceptor(tls, clock));
    Metrics metrics = new Metrics(observation);
    metrics.stores(counted);
    EdgeMetrics.caches(metrics, routes, manifests);
    EdgeMetrics.connections(metrics, connections, http2, upstreams);
    if (acceptor != null) {
      EdgeMetrics.tls(metrics, acceptor);
    }
    if (accessLog != null) {
      EdgeMetrics.accessLog(metrics, accessLog);
    }
    Readiness readiness = new Readiness(counted, () -> routes.size() > 0, blocking);
    this.operator = new OperatorPort(config.observation(), loops, metrics, readiness);
    this.hints = config.redis() == null ? null : new RouteHints(config.redis(), routes);
    planEnding();
  }

  /**
   * Begins to listen; returns when connections are accepted. Redis need not be there.
   *
   * @throws IOException if the address cannot be bound, for one because the port is taken
   */
  public void start() throws IOException {
    boolean redirects = config.ports().redirectPort() > 0;
    // Where TLS ends here, the port in the clear is not behind anybody else's.
    port = listen(config.ports().port(), sites, redirects && acceptor == null);
    TlsAcceptor tls = acceptor;
    if (tls != null && config.tls() != null) {
      tlsPort = listenTls(config.tls().port(), tls);
    }
    if (redirects) {
      var unused = listen(config.ports().redirectPort(), redirect, false);
    }
    operator.start();
    if (hints != null) {
      hints.start();
    }
    log.atInfo().setMessage("Serving sites").addKeyValue("port", port).log();
  }

  /** Clients of HTTP/2 may take their time for the same things as those of HTTP/1.1. */
  private static Http2Limits http2Limits(ConnectionConfig config) {
    Http2Limits.Timeouts defaults = Http2Limits.Timeouts.DEFAULT;
    return Http2Limits.DEFAULT.withTimeouts(
        new Http2Limits.Timeouts(
            config.headTimeout(), defaults.stall(), config.idleTimeout(), defaults.drain()));
  }

  private int listen(int wanted, Answering answering, boolean behindTls) throws IOException {
    return ports.listen(
        wanted,
        loop ->
            new EdgeInitializer(
                config.connections(), connections, answering, loop, behindTls, config.transport()));
  }

  private int listenTls(int wanted, TlsAcceptor tls) throws IOException {
    return ports.listen(
        wanted,
        loop ->
            new TlsInitializer(
                config.connections(), connections, tls, sites, http2, loop, config.transport()));
  }

  /**
   * The port that is listened on.
   *
   * @throws IllegalStateException before the start
   */
  public int port() {
    if (port < 0) {
      throw new IllegalStateException("the edge has not been started");
    }
    return port;
  }

  /**
   * The port where TLS is spoken.
   *
   * @throws IllegalStateException before the start, or if there is none
   */
  public int tlsPort() {
    if (tlsPort < 0) {
      throw new IllegalStateException("the edge does not speak TLS, or has not been started");
    }
    return tlsPort;
  }

  /**
   * The port where metrics and health are told.
   *
   * @throws IllegalStateException before the start, or if there is none
   */
  public int operatorPort() {
    return operator.port();
  }

  /**
   * Takes new connections for as long as the configuration says, then none, lets open answers end
   * for a bounded time, then closes everything, each part whatever became of the others. Whoever
   * calls it again waits for the end as well.
   */
  @Override
  public void close() {
    ending.run();
  }

  private void planEnding() {
    ending
        .then("readiness", operator::ending)
        .then("deregistration", () -> ports.stayOpen(config.shutdown().deregistration()))
        .then("connections", () -> ports.drain(config.shutdown().drain()));
    if (hints != null) {
      ending.then("route hints", hints::close);
    }
    if (acceptor != null) {
      ending.then("certificates", acceptor::close);
    }
    ending
        .then("operator's port", operator::close)
        .then("reads", blocking::shutdownNow)
        .then("event loops", loops::close);
    if (accessLog != null) {
      ending.then("access log", accessLog::close);
    }
    ending.then("bodies", bodies::close);
  }
}
