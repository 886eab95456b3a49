package dev.fairlead.edge.upstream;

import dev.fairlead.site.ProjectId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the requests that are passed on, in all and for each site, so that none takes all. */
final class Room {
  private final UpstreamLimits limits;
  private final AtomicInteger open = new AtomicInteger();

  /** Never more entries than there are requests. */
  private final ConcurrentMap<ProjectId, Integer> ofSites = new ConcurrentHashMap<>();

  Room(UpstreamLimits limits) {
    this.limits = limits;
  }

  /** Takes room for one request, if there is any; {@link #leave} must follow. */
  boolean tryEnter(ProjectId site) {
    int ofSite = ofSites.merge(site, 1, Integer::sum);
    int all = open.incrementAndGet();
    boolean fits = ofSite <= limits.maxRequestsOfSite() && all <= limits.maxRequests();
    if (!fits) {
      leave(site);
    }
    return fits;
  }

  void leave(ProjectId site) {
    open.decrementAndGet();
    ofSites.computeIfPresent(site, (same, count) -> count > 1 ? count - 1 : null);
  }

  /** How many requests are being passed on, about. */
  int open() {
    return open.get();
  }
}
