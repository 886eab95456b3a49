package dev.fairlead.api.route;

import java.time.Duration;

/**
 * How long a host goes on serving the fingerprinted files of deployments that it served before, so
 * that a page opened before a deploy keeps loading its parts.
 *
 * @param window from the replacement of a deployment on, 0 to 90 days; 0 for not at all
 */
public record RetainedAssets(Duration window) {
  private static final Duration LONGEST = Duration.ofDays(90);

  public static final RetainedAssets DEFAULT = new RetainedAssets(Duration.ofDays(7));

  public RetainedAssets {
    if (window.isNegative() || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "retained assets: %s (expected: PT0S to P90D)".formatted(window));
    }
  }

  /**
   * Reads an ISO 8601 duration, such as {@code P7D}.
   *
   * @throws RuntimeException if it is none, or too long
   */
  public static RetainedAssets parse(String text) {
    return new RetainedAssets(Duration.parse(text));
  }
}
