package dev.fairlead.edge.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.fairlead.edge.cache.RouteLookup.Known;
import dev.fairlead.edge.cache.RouteLookup.Unavailable;
import dev.fairlead.edge.cache.RouteLookup.Unknown;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteHint;
import dev.fairlead.site.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes this edge has seen. A route is served from memory while it is young, read again in the
 * background when it is older, and before the answer when it is old; if the store fails then, the
 * old one is served. The manifest a route leads to is loaded before the route is swapped in, and a
 * route never gives way to one of a smaller generation.
 */
public final class RouteCache {
  private static final Logger log = LoggerFactory.getLogger(RouteCache.class);

  /** After a failed read, requests do not wait for the store for so long. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /** After a failed read of a route that is kept, the store is left alone for so long. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  /**
   * How long a host is believed to have nothing to serve yet: whoever hears that its first build is
   * ready asks at once, maybe before the hint has come.
   */
  private static final Duration WAITING = Duration.ofSeconds(1);

  /** A hint is followed by so many reads at most until one shows what it announced. */
  private static final int READS_PER_HINT = 3;

  /**
   * A route as it was at an instant.
   *
   * @param waiting whether its host has nothing to serve yet
   */
  private record Seen(Route route, Look look, long atMillis, Instant failedAt, boolean waiting) {
    Seen(Route route, Look look, Instant failedAt) {
      this(
          route,
          look,
          look.at.toEpochMilli(),
          failedAt,
          route.deployment() == null && route.redirect() == null);
    }
  }

  /**
   * When the store was asked.
   *
   * @param doubts how often all that was known had been doubted by then
   */
  private record Look(Instant at, int doubts) {}

  private final RouteTable table;
  private final ManifestCache manifests;
  private final RouteCacheConfig config;
  private final InstantSource clock;
  private final Executor blocking;
  private final Cache<Hostname, Seen> routes;
  private final Cache<Hostname, Look> unknown;
  private final SharedReads<Hostname, RouteLookup> reads;
  private final long freshMillis;
  private final AtomicInteger doubts = new AtomicInteger();

  /**
   * @param blocking runs reads of the store
   */
  public RouteCache(
      RouteTable table,
      ManifestCache manifests,
      RouteCacheConfig config,
      InstantSource clock,
      Executor blocking) {
    this.table = table;
    this.manifests = manifests;
    this.config = config;
    this.freshMillis = config.fresh().toMillis();
    this.clock = clock;
    this.blocking = blocking;
    this.reads = new SharedReads<>(blocking);
    this.routes = Caffeine.newBuilder().maximumSize(config.maxRoutes()).build();
    this.unknown = Caffeine.newBuilder().maximumSize(config.maxUnknown()).build();
  }

  /**
   * The route of a host if it is known and young; null if {@link #find} must be asked.
   *
   * @param nowMillis since the epoch
   */
  public @Nullable Route fresh(Hostname host, long nowMillis) {
    Seen seen = routes.getIfPresent(host);
    if (seen == null) {
      return null;
    }
    long most = seen.waiting ? WAITING.toMillis() : freshMillis;
    boolean young = seen.look.doubts == doubts.get() && Math.abs(nowMillis - seen.atMillis) <= most;
    return young ? seen.route : null;
  }

  /** What is known of a host; completes in bounded time and never fails. */
  public CompletableFuture<RouteLookup> find(Hostname host) {
    Instant now = clock.instant();
    Seen seen = routes.getIfPresent(host);
    if (seen == null) {
      Look checked = unknown.getIfPresent(host);
      boolean believed = checked != null && isWithin(config.unknownFor(), checked, now);
      return believed
          ? CompletableFuture.completedFuture(new Unknown())
          : withPatience(read(host), host, config.firstPatience());
    }
    Duration sinceFailure = Duration.between(seen.failedAt, now).abs();
    Duration fresh = seen.waiting ? WAITING : config.fresh();
    Duration mustRevalidate = seen.waiting ? WAITING : config.mustRevalidate();
    if (isWithin(fresh, seen.look, now) || sinceFailure.compareTo(RETRY) < 0) {
      return CompletableFuture.completedFuture(new Known(seen.route));
    }
    CompletableFuture<RouteLookup> read = read(host);
    boolean wait =
        !isWithin(mustRevalidate, seen.look, now) && sinceFailure.compareTo(AFTER_FAILURE) > 0;
    return wait
        ? withPatience(read, host, config.patience())
        : CompletableFuture.completedFuture(new Known(seen.route));
  }

  /** About how many routes are kept. */
  public long size() {
    return routes.estimatedSize();
  }

  /** Reads the route that a hint is about now, until the store shows what the hint announced. */
  public void follow(RouteHint hint) {
    follow(hint, READS_PER_HINT);
  }

  /** Lets every kept route be read again before it is served: hints may have been missed. */
  public void doubtAll() {
    doubts.incrementAndGet();
  }

  private void follow(RouteHint hint, int readsLeft) {
    Seen seen = routes.getIfPresent(hint.host());
    if (readsLeft == 0 || (seen != null && seen.route.generation() >= hint.generation())) {
      return;
    }
    // A read that was already under way may have seen the state before the change.
    var unused = read(hint.host()).thenRunAsync(() -> follow(hint, readsLeft - 1), blocking);
  }

  /**
   * What has been seen later than now was seen before the clock was set back: nobody knows when.
   */
  private boolean isWithin(Duration age, Look look, Instant now) {
    return look.doubts == doubts.get() && Duration.between(look.at, now).abs().compareTo(age) <= 0;
  }

  private CompletableFuture<RouteLookup> withPatience(
      CompletableFuture<RouteLookup> read, Hostname host, Duration patience) {
    return read.isDone()
        ? read
        : read.copy()
            .completeOnTimeout(new Unavailable(), patience.toMillis(), TimeUnit.MILLISECONDS)
            .thenApply(lookup -> lookup instanceof Unavailable ? lastSeen(host) : lookup);
  }

  /** Starts a read, or joins the one that is under way. */
  private CompletableFuture<RouteLookup> read(Hostname host) {
    return reads.size() < config.maxReads()
        ? reads.read(host, () -> readNow(host))
        : CompletableFuture.completedFuture(lastSeen(host));
  }

  private RouteLookup readNow(Hostname host) {
    Look look = new Look(clock.instant(), doubts.get());
    try {
      Optional<RouteTable.Stored> stored = table.find(host);
      if (stored.isEmpty()) {
        unknown.put(host, look);
        routes.invalidate(host);
        return new Unknown();
      }
      Route route = stored.get().route();
      // The manifest first: a request that finds the new route must not wait for it.
      route.served().ifPresent(deployment -> manifests.find(route, deployment).join());
      return new Known(keep(route, look));
    } catch (Exception e) {
      log.atWarn()
          .setMessage("Cannot read a route; serving what is known of it")
          .addKeyValue("host", host)
          .setCause(e)
          .log();
      return lastSeen(host);
    }
  }

  private Route keep(Route route, Look look) {
    Seen kept =
        routes
            .asMap()
            .merge(
                route.host(),
                new Seen(route, look, Instant.MIN),
                (old, read) ->
                    // The same route stays the same object: what is kept of it stays right.
                    read.route.generation() < old.route.generation() || read.route.equals(old.route)
                        ? new Seen(old.route, read.look, Instant.MIN)
                        : read);
    unknown.invalidate(route.host());
    return kept.route;
  }

  /** What is served when the store fails; the failure is remembered. */
  private RouteLookup lastSeen(Hostname host) {
    @Nullable Seen seen =
        routes
            .asMap()
            .computeIfPresent(host, (key, old) -> new Seen(old.route, old.look, clock.instant()));
    return seen == null ? new Unavailable() : new Known(seen.route);
  }
}
