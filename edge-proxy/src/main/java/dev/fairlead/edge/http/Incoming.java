package dev.fairlead.edge.http;

import dev.fairlead.site.Hostname;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** What a client has sent, after framing: a request, or something that is answered and closed. */
public sealed interface Incoming {

  /**
   * A well-formed request without a body.
   *
   * @param authority the host as sent, without port; empty for HTTP/1.0 without one
   * @param host the authority where it is a DNS name; null for anything else
   * @param target origin-form path and query as sent, or {@code *}
   * @param keepAlive whether the connection stays open after the answer
   */
  record Request(
      HttpMethod method,
      String authority,
      @Nullable Hostname host,
      String target,
      HttpHeaders headers,
      boolean keepAlive)
      implements Incoming {

    public boolean isHead() {
      return method.equals(HttpMethod.HEAD);
    }
  }

  /** Something that cannot be answered as a request; the connection closes after the answer. */
  record Refused(int status, String sentence) implements Incoming {}
}
