package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.Field;
import dev.fairlead.edge.hpack.Field.Kind;
import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.http.Authority;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.RequestFields;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a block into a request, or finds it malformed (RFC 9113 §8.1.1, §8.3). A
 * browser says the same again and again: fields that are the same objects as those of the last
 * request, but for the path, are not looked at twice.
 */
final class RequestReader {
  private static final long NO_LENGTH = -1;
  private static final int MOST_REMEMBERED = 40;

  private @Nullable Request last;
  private Field[] lastFields = {};
  private long contentLength = NO_LENGTH;

  private @Nullable String method;
  private @Nullable String scheme;
  private @Nullable String authority;
  private @Nullable String path;
  private @Nullable String host;

  /** The length that the request says its body has; -1 if it says none. */
  long contentLength() {
    return contentLength;
  }

  /** The request, or null if it is malformed. */
  @Nullable Request read(HeaderBlock block) {
    Request same = sameButForPath(block);
    if (same != null) {
      return same;
    }
    Request request = readAll(block);
    if (request != null && block.count() <= MOST_REMEMBERED) {
      lastFields = new Field[block.count()];
      for (int i = 0; i < lastFields.length; i++) {
        lastFields[i] = block.field(i);
      }
      last = request;
    } else {
      last = null;
    }
    return request;
  }

  /** Whether the fields may follow a body: none is a pseudo-header field (§8.1). */
  static boolean areTrailers(HeaderBlock block) {
    for (int i = 0; i < block.count(); i++) {
      Kind kind = block.field(i).kind();
      if (kind.isPseudo() || kind.compareTo(Kind.MALFORMED) >= 0) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Request sameButForPath(HeaderBlock block) {
    Request known = last;
    if (known == null || block.count() != lastFields.length) {
      return null;
    }
    Field otherPath = null;
    for (int i = 0; i < lastFields.length; i++) {
      Field field = block.field(i);
      Field before = lastFields[i];
      if (field != before && !field.equals(before)) {
        if (field.kind() != Kind.PATH || before.kind() != Kind.PATH) {
          return null;
        }
        otherPath = field;
      }
    }
    if (otherPath == null) {
      return known;
    }
    return RequestSyntax.isTarget(otherPath.value(), known.method())
        ? known.withTarget(otherPath.value())
        : null;
  }

  private @Nullable Request readAll(HeaderBlock block) {
    method = null;
    scheme = null;
    authority = null;
    path = null;
    host = null;
    contentLength = NO_LENGTH;
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    int count = block.count();
    int i = 0;
    while (i < count && block.field(i).kind().isPseudo()) {
      if (!takePseudo(block.field(i++))) {
        return null;
      }
    }
    while (i < count) {
      if (!take(block.field(i++), headers)) {
        return null;
      }
    }
    return request(headers);
  }

  private boolean takePseudo(Field field) {
    String value = field.value();
    switch (field.kind()) {
      case METHOD -> {
        boolean first = method == null;
        method = value;
        return first && RequestSyntax.isToken(value);
      }
      case SCHEME -> {
        boolean first = scheme == null;
        scheme = value;
        return first;
      }
      case AUTHORITY -> {
        boolean first = authority == null;
        authority = value;
        return first;
      }
      case PATH -> {
        boolean first = path == null;
        path = value;
        return first;
      }
      default -> {
        return false;
      }
    }
  }

  private boolean take(Field field, HttpHeaders headers) {
    switch (field.kind()) {
      case ORDINARY -> headers.add(field.name(), field.value());
      case COOKIE -> {
        String before = headers.get(field.name());
        headers.set(field.name(), before == null ? field.value() : before + "; " + field.value());
      }
      case HOST -> {
        if (host != null) {
          return false;
        }
        host = field.value();
        headers.add(field.name(), field.value());
      }
      case CONTENT_LENGTH -> {
        long length = RequestSyntax.parseLength(field.value());
        if (length < 0 || (contentLength >= 0 && contentLength != length)) {
          return false;
        }
        contentLength = length;
        headers.set(field.name(), field.value());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private @Nullable Request request(HttpHeaders headers) {
    String named = authority == null ? host : authority;
    Authority asks = named == null ? null : Authority.parse(named);
    if (method == null || named == null || asks == null) {
      return null;
    }
    if (host != null && !host.equalsIgnoreCase(named)) {
      return null;
    }
    HttpMethod asked = HttpMethod.valueOf(method);
    String target = path;
    if (asked.equals(HttpMethod.CONNECT)) {
      if (scheme != null || target != null || authority == null) {
        return null;
      }
      target = "*";
    } else if (!"https".equals(scheme)
        || target == null
        || !RequestSyntax.isTarget(target, asked)) {
      return null;
    }
    return new Request(asked, true, asks, target, RequestFields.of(headers));
  }
}
