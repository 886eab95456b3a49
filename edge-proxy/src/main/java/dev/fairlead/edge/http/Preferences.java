package dev.fairlead.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a request say about the form of the answer, read once for all requests that
 * repeat the same fields on a connection. Used on one event loop.
 */
public final class Preferences {
  /** Fields that ask for something other than the whole file, or for it only on a condition. */
  private static final List<AsciiString> CONDITIONS =
      List.of(
          HttpHeaderNames.RANGE,
          HttpHeaderNames.IF_RANGE,
          HttpHeaderNames.IF_MATCH,
          HttpHeaderNames.IF_MODIFIED_SINCE,
          HttpHeaderNames.IF_UNMODIFIED_SINCE);

  private final AcceptEncoding codings;
  private final boolean simple;
  private final @Nullable String ifNoneMatch;

  Preferences(HttpHeaders headers) {
    List<String> accepted = headers.getAll(HttpHeaderNames.ACCEPT_ENCODING);
    codings = AcceptEncoding.parse(accepted.isEmpty() ? null : String.join(",", accepted));
    List<String> tags = headers.getAll(HttpHeaderNames.IF_NONE_MATCH);
    ifNoneMatch = tags.isEmpty() ? null : String.join(",", tags);
    simple = codings.isSimple() && CONDITIONS.stream().noneMatch(name -> headers.contains(name));
  }

  AcceptEncoding codings() {
    return codings;
  }

  /**
   * Whether the answer depends on nothing but the path, {@link #codingsAccepted} and {@link
   * #ifNoneMatch}.
   */
  public boolean isSimple() {
    return simple;
  }

  /** One of eight: which codings are accepted, where {@link #isSimple}. */
  public int codingsAccepted() {
    return codings.mask();
  }

  /** The entity tags of {@code If-None-Match} as sent; null if there is none. */
  public @Nullable String ifNoneMatch() {
    return ifNoneMatch;
  }
}
