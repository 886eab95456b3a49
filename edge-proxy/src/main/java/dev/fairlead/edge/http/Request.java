package dev.fairlead.edge.http;

import dev.fairlead.site.Hostname;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request without a body, whatever the protocol it came in.
 *
 * @param secure whether it came over TLS
 * @param authority the host as sent, in lower case and without port; empty for HTTP/1.0 without one
 * @param host the authority where it is a DNS name; null for anything else
 * @param target origin-form path and query as sent, one character for each byte, or {@code *}
 * @param headers fields as sent, without pseudo-headers; not changed by anybody
 */
public record Request(
    HttpMethod method,
    boolean secure,
    String authority,
    @Nullable Hostname host,
    String target,
    HttpHeaders headers) {

  public boolean isHead() {
    return method.equals(HttpMethod.HEAD);
  }

  /** The same request for another path or query. */
  public Request withTarget(String other) {
    return new Request(method, secure, authority, host, other, headers);
  }
}
