package dev.fairlead.edge;

import dev.fairlead.site.Blob;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.Coding;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.MemoryBlobStore;
import dev.fairlead.site.MemoryManifestStore;
import dev.fairlead.site.MemoryRouteTable;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stores in memory that can fail, a clock that can be moved, and what a test puts into them. */
final class EdgeFixture
    implements SiteStorage, RouteTable, ManifestStore, BlobStore, InstantSource {
  static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");

  private static final Duration RETAINED_FOR = Duration.ofDays(7);

  final ProjectId project = ProjectId.parse("0123456789abcdef");
  final MemoryRouteTable routes = new MemoryRouteTable();
  final MemoryManifestStore manifests = new MemoryManifestStore();
  final MemoryBlobStore blobs = new MemoryBlobStore();
  final AtomicInteger routeReads = new AtomicInteger();
  final AtomicInteger manifestReads = new AtomicInteger();
  final AtomicInteger blobReads = new AtomicInteger();
  final CountedStreams streams = new CountedStreams();
  volatile boolean down;
  volatile boolean removed;

  /** What the routes and manifests of the store wait for. */
  volatile CountDownLatch slow = new CountDownLatch(0);

  /** What the blobs of the store wait for, and how many of them do. */
  volatile CountDownLatch slowBlobs = new CountDownLatch(0);

  final AtomicInteger waitingBlobs = new AtomicInteger();

  private final Random random = new Random();
  private volatile Instant now = Instant.parse("2026-05-06T07:08:09Z");

  /** A deployment whose files are being collected. */
  final class NewDeployment {
    private final DeploymentId id = DeploymentId.random(random);
    private final List<SiteFile> files = new ArrayList<>();
    private final List<RedirectRule> rules = new ArrayList<>();
    private final List<HeaderRule> headers = new ArrayList<>();
    private NotFoundHandling notFound = NotFoundHandling.NOT_FOUND_PAGE;

    NewDeployment file(String path, String contentType, String content) {
      return file(path, contentType, content.getBytes(StandardCharsets.UTF_8), false, Map.of());
    }

    NewDeployment html(String path, String content) {
      return file(path, "text/html; charset=utf-8", content);
    }

    NewDeployment file(
        String path,
        String contentType,
        byte[] content,
        boolean immutable,
        Map<Coding, String> variants) {
      Map<Coding, Blob> stored = new EnumMap<>(Coding.class);
      variants.forEach(
          (coding, text) ->
              stored.put(coding, blobs.put(project, text.getBytes(StandardCharsets.UTF_8))));
      Blob blob = blobs.put(project, content);
      files.add(new SiteFile(SitePath.parse(path), contentType, immutable, blob, stored));
      return this;
    }

    /** Has paths answered by something else, unless there is a file. */
    NewDeployment rewrite(String path, String to) {
      RuleSource source = new RuleSource("_redirects", rules.size() + 1);
      rules.add(new RedirectRule(source, RuleScope.ofPath(path), null, to, 200, false));
      return this;
    }

    /** Has a field on all answers. */
    NewDeployment header(String name, String value) {
      RuleSource source = new RuleSource("_headers", headers.size() + 1);
      HeaderRule.Field field = new HeaderRule.Field(name, value, false);
      headers.add(new HeaderRule(source, RuleScope.ofPath("/*"), List.of(field)));
      return this;
    }

    /** Has a path answered by something else for some, even where there is a file. */
    NewDeployment forced(String path, String to, int status, RuleConditions conditions) {
      RuleSource source = new RuleSource("_redirects", rules.size() + 1);
      rules.add(new RedirectRule(source, RuleScope.ofPath(path), conditions, to, status, true));
      return this;
    }

    NewDeployment notFound(NotFoundHandling handling) {
      notFound = handling;
      return this;
    }

    DeploymentId publish() throws IOException {
      SiteRules all = new SiteRules(rules, headers, null);
      manifests.create(
          new Manifest(Manifest.SCHEMA, project, id, CREATED, notFound, null, all, files));
      return id;
    }
  }

  NewDeployment deployment() {
    return new NewDeployment();
  }

  /** Points a host at a deployment; the generation grows by one. */
  Route route(String host, @Nullable DeploymentId deployment, boolean production)
      throws IOException {
    return route(host, deployment, production, List.of());
  }

  /** The same for a host that served other deployments before, the newest first. */
  Route route(
      String host,
      @Nullable DeploymentId deployment,
      boolean production,
      List<DeploymentId> earlier)
      throws IOException {
    Optional<Stored> old = routes.find(Hostname.parse(host));
    long generation = old.map(stored -> stored.route().generation()).orElse(0L) + 1;
    Route route =
        new Route(
            Route.SCHEMA,
            Hostname.parse(host),
            generation,
            project,
            deployment,
            null,
            production,
            null,
            earlier.stream().map(one -> new Route.Retained(one, now.plus(RETAINED_FOR))).toList());
    routes.write(route, old.map(Stored::tag).orElse(null));
    return route;
  }

  EdgeProxy start(EdgeConfig config) throws IOException {
    EdgeProxy edge = new EdgeProxy(config, this, this);
    edge.start();
    return edge;
  }

  EdgeProxy start(EdgeConfig config, EdgeProxy.NewUpstreams upstreams) throws IOException {
    EdgeProxy edge = new EdgeProxy(config, this, this, upstreams);
    edge.start();
    return edge;
  }

  /** With a short end: no test of this one has anything open when it ends. */
  EdgeProxy start() throws IOException {
    return start(EdgeConfig.listening("127.0.0.1", 0).withDrain(Duration.ofMillis(100)));
  }

  @Override
  public RouteTable routes() {
    return this;
  }

  @Override
  public ManifestStore manifests(StorageRegion region) {
    return this;
  }

  @Override
  public BlobStore blobs(StorageRegion region) {
    return this;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Optional<Stored> find(Hostname host) throws IOException {
    routeReads.incrementAndGet();
    await(slow);
    failIfDown();
    return removed ? Optional.empty() : routes.find(host);
  }

  @Override
  public WriteOutcome write(Route route, @Nullable String expectedTag) throws IOException {
    return routes.write(route, expectedTag);
  }

  @Override
  public Optional<byte[]> read(ProjectId of, DeploymentId deployment) throws IOException {
    manifestReads.incrementAndGet();
    await(slow);
    failIfDown();
    return manifests.read(of, deployment);
  }

  @Override
  public Manifest create(Manifest manifest) throws IOException {
    return manifests.create(manifest);
  }

  @Override
  public InputStream open(ProjectId of, ContentHash hash, long offset, long length)
      throws IOException {
    blobReads.incrementAndGet();
    waitingBlobs.incrementAndGet();
    try {
      await(slowBlobs);
    } finally {
      waitingBlobs.decrementAndGet();
    }
    failIfDown();
    return streams.opened(blobs.open(of, hash, offset, length));
  }

  @Override
  public OptionalLong length(ProjectId of, ContentHash hash) {
    return blobs.length(of, hash);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the edge has ended");
    }
  }

  private void failIfDown() throws IOException {
    if (down) {
      throw new IOException("the store is down");
    }
  }
}
