package dev.fairlead.site;

import java.io.IOException;
import java.util.Objects;

/**
 * Tells every edge, over a Redis channel, that a route object has changed. Only a hint: an edge
 * that misses it finds the change at its next revalidation.
 */
public record RouteHint(Hostname host, long generation) {
  /** The pub/sub channel that carries hints. */
  public static final String CHANNEL = "fairlead:routes";

  public RouteHint {
    Objects.requireNonNull(host, "host");
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no hint
   */
  public static RouteHint parse(byte[] json) throws InvalidDocumentException {
    return WireFormat.parse("route hint", json, RouteHint.class);
  }

  public byte[] toJson() throws IOException {
    return WireFormat.write(this);
  }
}
