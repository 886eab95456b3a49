package dev.fairlead.infra.stage;

/**
 * Upper bounds of the cache, which is paid by use.
 *
 * @param maxGigabytes 1–5000; live logs of running builds are all that lies in it
 * @param maxUnitsPerSecond ElastiCache processing units a second, 1000 or more
 */
public record CacheSize(int maxGigabytes, int maxUnitsPerSecond) {
  public CacheSize {
    if (maxGigabytes < 1 || maxGigabytes > 5000 || maxUnitsPerSecond < 1000) {
      throw new IllegalArgumentException(
          "cache: %d GB, %d units a second (expected: 1–5000 GB, 1000 units or more)"
              .formatted(maxGigabytes, maxUnitsPerSecond));
    }
  }
}
