package dev.fairlead.edge.upstream;

import java.time.Duration;

/**
 * What passing requests on may take.
 *
 * @param maxRequests most requests that are being passed on at a time
 * @param maxRequestsOfSite most of them for one site
 * @param resolve for a name
 * @param connect for a connection to one address
 * @param head from the connection to the head of the answer, the handshake included
 * @param whole for all of it, to the last byte
 * @param maxBody most bytes of the body of an answer
 */
record UpstreamLimits(
    int maxRequests,
    int maxRequestsOfSite,
    Duration resolve,
    Duration connect,
    Duration head,
    Duration whole,
    long maxBody) {
  static final UpstreamLimits DEFAULT =
      new UpstreamLimits(
          256,
          64,
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          100L << 20);

  UpstreamLimits {
    if (maxRequests < 1 || maxRequestsOfSite < 1 || maxBody < 1) {
      throw new IllegalArgumentException(
          "maxRequests: %d, maxRequestsOfSite: %d, maxBody: %d (expected: 1 or more)"
              .formatted(maxRequests, maxRequestsOfSite, maxBody));
    }
    if (!resolve.isPositive()
        || !connect.isPositive()
        || !head.isPositive()
        || !whole.isPositive()) {
      throw new IllegalArgumentException(
          "resolve: %s, connect: %s, head: %s, whole: %s (expected: more than 0)"
              .formatted(resolve, connect, head, whole));
    }
  }
}
