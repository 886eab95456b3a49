package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.HttpDates;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.InstantSource;

/** The value of {@code Date}, formatted once a second. */
final class DateHeader {
  private record Formatted(long second, AsciiString value) {}

  private final InstantSource clock;
  private volatile Formatted newest = new Formatted(Long.MIN_VALUE, AsciiString.EMPTY_STRING);

  DateHeader(InstantSource clock) {
    this.clock = clock;
  }

  AsciiString value() {
    Instant now = clock.instant();
    Formatted formatted = newest;
    if (formatted.second != now.getEpochSecond()) {
      formatted = new Formatted(now.getEpochSecond(), new AsciiString(HttpDates.format(now)));
      newest = formatted;
    }
    return formatted.value;
  }
}
