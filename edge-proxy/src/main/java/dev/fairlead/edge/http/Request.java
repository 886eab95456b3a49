package dev.fairlead.edge.http;

import dev.fairlead.site.Hostname;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request without a body, whatever the protocol it came in.
 *
 * @param secure whether the client sent it over TLS
 * @param asked what it is for; {@link Authority#NONE} for HTTP/1.0 without a host
 * @param target origin-form path and query as sent, one character for each byte, or {@code *}
 * @param fields its header fields, without pseudo-headers
 */
public record Request(
    HttpMethod method, boolean secure, Authority asked, String target, RequestFields fields) {

  private static final HttpMethod NO_METHOD = HttpMethod.valueOf("-");

  /** Stands for bytes that are no request, where one must be named. */
  public static Request none(boolean secure) {
    RequestFields nothing = RequestFields.of(EmptyHttpHeaders.INSTANCE);
    return new Request(NO_METHOD, secure, Authority.NONE, "-", nothing);
  }

  /** The host as sent, in lower case and without port; empty if none was sent. */
  public String authority() {
    return asked.name();
  }

  /** The host where it is a DNS name; null for anything else. */
  public @Nullable Hostname host() {
    return asked.host();
  }

  /** The fields as sent, in order; not changed by anybody. */
  public HttpHeaders headers() {
    return fields.table();
  }

  /** What the fields say about the form of the answer. */
  public Preferences preferences() {
    return fields.preferences();
  }

  public boolean isHead() {
    return method.equals(HttpMethod.HEAD);
  }

  /** A request with the same fields for another path or query. */
  public Request withTarget(String other) {
    return with(method, other);
  }

  /** A request with the same fields, another method, and another path or query. */
  public Request with(HttpMethod otherMethod, String otherTarget) {
    return new Request(otherMethod, secure, asked, otherTarget, fields);
  }
}
