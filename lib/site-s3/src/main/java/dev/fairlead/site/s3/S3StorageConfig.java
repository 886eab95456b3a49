package dev.fairlead.site.s3;

import dev.fairlead.site.StorageRegion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of all storage regions.
 *
 * @param home has the routes, and every project that names no other region
 * @param others by region; none of them is the home region
 */
public record S3StorageConfig(S3Config home, Map<StorageRegion, S3Config> others) {
  private static final String REGIONS = "FAIRLEAD_S3_REGIONS";
  private static final int MAX_REGIONS = 32;

  public S3StorageConfig {
    others = Map.copyOf(others);
    if (others.size() > MAX_REGIONS) {
      throw new IllegalArgumentException(
          "storage regions: %d (expected: at most %d)".formatted(others.size(), MAX_REGIONS));
    }
    if (others.containsKey(StorageRegion.HOME)
        || others.keySet().stream().anyMatch(region -> region.name().equals(home.region()))) {
      throw new IllegalArgumentException(
          "storage regions: %s is the home region (expected: further ones)"
              .formatted(home.region()));
    }
  }

  /** One region only. */
  public static S3StorageConfig of(S3Config home) {
    return new S3StorageConfig(home, Map.of());
  }

  /**
   * Reads what {@link S3Config#fromEnvironment} does for the home region, and {@code
   * FAIRLEAD_S3_REGIONS}: {@code region=bucket} pairs joined by commas (none).
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public static S3StorageConfig fromEnvironment(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    @Nullable S3Config home = null;
    try {
      home = S3Config.fromEnvironment(environment);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    Map<StorageRegion, S3Config> others = new HashMap<>();
    for (String pair : environment.getOrDefault(REGIONS, "").split(",", -1)) {
      if (!pair.isBlank()) {
        addOther(pair.strip(), home, others, problems);
      }
    }
    @Nullable S3StorageConfig config = null;
    try {
      config = home == null ? null : new S3StorageConfig(home, others);
    } catch (IllegalArgumentException e) {
      problems.add("%s: %s: %s".formatted(REGIONS, environment.get(REGIONS), e.getMessage()));
    }
    if (config == null || !problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return config;
  }

  private static void addOther(
      String pair,
      @Nullable S3Config home,
      Map<StorageRegion, S3Config> others,
      List<String> problems) {
    int at = pair.indexOf('=');
    if (at < 0) {
      problems.add("%s: %s (expected: region=bucket)".formatted(REGIONS, pair));
      return;
    }
    try {
      StorageRegion region = new StorageRegion(pair.substring(0, at));
      S3Config config =
          new S3Config(
              pair.substring(at + 1),
              region.name(),
              home == null ? null : home.endpoint(),
              home != null && home.pathStyle(),
              home == null ? null : home.credentials());
      if (others.put(region, config) != null) {
        problems.add("%s: %s is there twice".formatted(REGIONS, region));
      }
    } catch (IllegalArgumentException e) {
      problems.add("%s: %s: %s".formatted(REGIONS, pair, e.getMessage()));
    }
  }
}
