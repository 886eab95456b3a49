package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.edge.http.HttpDates;
import java.time.Instant;
import java.time.InstantSource;

/** The encoded {@code date} field, made once a second. */
final class DateField {
  private static final long MILLIS = 1_000;

  private record Encoded(long second, byte[] field) {}

  private final InstantSource clock;
  private volatile Encoded newest = new Encoded(Long.MIN_VALUE, new byte[0]);

  DateField(InstantSource clock) {
    this.clock = clock;
  }

  /** Must not be changed. */
  byte[] bytes() {
    long second = Math.floorDiv(clock.millis(), MILLIS);
    Encoded encoded = newest;
    if (encoded.second != second) {
      String date = HttpDates.format(Instant.ofEpochSecond(second));
      encoded = new Encoded(second, new HpackEncoder().field("date", date).toBytes());
      newest = encoded;
    }
    return encoded.field;
  }
}
