package dev.fairlead.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of a request say about the form of the answer, read once for all requests that
 * repeat the same fields on a connection. Used on one event loop.
 */
public final class Preferences {
  /** Fields that ask for something other than the whole file, or for it only on a condition. */
  public static final List<AsciiString> CONDITIONS =
      List.of(
          HttpHeaderNames.RANGE,
          HttpHeaderNames.IF_RANGE,
          HttpHeaderNames.IF_MATCH,
          HttpHeaderNames.IF_MODIFIED_SINCE,
          HttpHeaderNames.IF_UNMODIFIED_SINCE);

  private final @Nullable String acceptEncoding;
  private final boolean conditional;
  private final AcceptEncoding codings;
  private final int codingsAccepted;
  private final boolean simple;
  private final @Nullable String ifNoneMatch;

  /**
   * @param acceptEncoding value of the field; null if there is none
   * @param ifNoneMatch value of the field; null if there is none
   * @param conditional whether there is one of the other fields that ask for a part, or on a
   *     condition
   */
  public Preferences(
      @Nullable String acceptEncoding, @Nullable String ifNoneMatch, boolean conditional) {
    this.acceptEncoding = acceptEncoding;
    this.conditional = conditional;
    this.codings = AcceptEncoding.parse(acceptEncoding);
    this.codingsAccepted = codings.mask();
    this.ifNoneMatch = ifNoneMatch;
    this.simple = codings.isSimple() && !conditional;
  }

  static Preferences of(HttpHeaders headers) {
    return new Preferences(
        joined(headers.getAll(HttpHeaderNames.ACCEPT_ENCODING)),
        joined(headers.getAll(HttpHeaderNames.IF_NONE_MATCH)),
        CONDITIONS.stream().anyMatch(name -> headers.contains(name)));
  }

  /** Whether fields say this in the same words; parameters as those of the constructor. */
  public boolean areSaidBy(@Nullable String encoding, @Nullable String tags, boolean onCondition) {
    return conditional == onCondition
        && Objects.equals(acceptEncoding, encoding)
        && Objects.equals(ifNoneMatch, tags);
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
    return codingsAccepted;
  }

  /** The entity tags of {@code If-None-Match} as sent; null if there is none. */
  public @Nullable String ifNoneMatch() {
    return ifNoneMatch;
  }

  @Override
  public String toString() {
    return "codings: %s, simple: %s, if-none-match: %s".formatted(codings, simple, ifNoneMatch);
  }

  private static @Nullable String joined(List<String> values) {
    return values.isEmpty() ? null : String.join(",", values);
  }
}
