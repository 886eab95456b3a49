package dev.fairlead.site.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;

/** The time that requests are signed with: S3 refuses what is more than 15 minutes off its own. */
final class SigningClock {
  private final InstantSource clock;
  private volatile Duration correction = Duration.ZERO;

  SigningClock(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().plus(correction);
  }

  /**
   * Goes by another clock from here on.
   *
   * @param date what that says, as in the header {@code Date} (RFC 9110 §5.6.7)
   * @return false if that is no date; then nothing has changed
   */
  boolean follow(String date) {
    try {
      Instant there = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      correction = Duration.between(clock.instant(), there);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
