package dev.fairlead.edge.http;

import dev.fairlead.edge.hpack.HpackEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The field by which an operator has clients use TLS from now on (RFC 6797), on every answer over
 * TLS that does not say so itself.
 */
public final class StrictTransport {
  /** What {@link #of} takes, in words. */
  public static final String EXPECTED = "such as max-age=31536000; includeSubDomains";

  private static final String NAME = "strict-transport-security";
  private static final byte[] NOTHING = {};
  private static final Pattern VALUE =
      Pattern.compile("max-age=\\d{1,10}(; ?includeSubDomains)?(; ?preload)?");

  private final String value;
  private final byte[] http1;
  private final byte[] http2;

  private StrictTransport(String value) {
    this.value = value;
    this.http1 = (NAME + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    this.http2 = new HpackEncoder().field(NAME, value).toBytes();
  }

  /**
   * @throws IllegalArgumentException if the value is not one of RFC 6797 §6.1
   */
  public static StrictTransport of(String value) {
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "strict transport security: %s (expected: %s)".formatted(value, EXPECTED));
    }
    return new StrictTransport(value);
  }

  /** The field as a line of HTTP/1.1; nothing if the answer has its own. Must not be changed. */
  public byte[] http1Field(Answer answer) {
    return isFor(answer) ? http1 : NOTHING;
  }

  /** Whether an answer is to carry the field. */
  public boolean isFor(Answer answer) {
    return !answer.headers().contains(NAME);
  }

  /** The field as a header block of HTTP/2. Must not be changed. */
  public byte[] http2Field() {
    return http2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StrictTransport transport && transport.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
