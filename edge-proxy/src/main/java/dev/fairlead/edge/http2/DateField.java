package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.HttpDates;
import dev.fairlead.edge.http.StrictTransport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The encoded fields that every answer ends with, made once a second. */
final class DateField {
  private static final long MILLIS = 1_000;

  private record Encoded(long second, byte[] field, byte[] withTransport) {}

  private final InstantSource clock;
  private final @Nullable StrictTransport transport;
  private volatile Encoded newest = new Encoded(Long.MIN_VALUE, new byte[0], new byte[0]);

  DateField(InstantSource clock, @Nullable StrictTransport transport) {
    this.clock = clock;
    this.transport = transport;
  }

  /** The fields for an answer. Must not be changed. */
  byte[] bytes(Answer answer) {
    long second = Math.floorDiv(clock.millis(), MILLIS);
    Encoded encoded = newest;
    if (encoded.second != second) {
      String date = HttpDates.format(Instant.ofEpochSecond(second));
      encoded = encode(second, new HpackEncoder().field("date", date).toBytes());
      newest = encoded;
    }
    return transport != null && transport.isFor(answer) ? encoded.withTransport : encoded.field;
  }

  private Encoded encode(long second, byte[] field) {
    byte[] more = transport == null ? new byte[0] : transport.http2Field();
    byte[] both = Arrays.copyOf(field, field.length + more.length);
    System.arraycopy(more, 0, both, field.length, more.length);
    return new Encoded(second, field, both);
  }
}
