package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.Field;
import dev.fairlead.edge.hpack.Field.Kind;
import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.Hostname;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a block into a request, or finds it malformed (RFC 9113 §8.1.1, §8.3). A
 * browser says the same again and again: fields that are the same objects as those of the last
 * request, but for the path, are not looked at twice.
 */
final class RequestReader {
  private static final long NO_LENGTH = -1;
  private static final int MAX_LENGTH_DIGITS = 18;
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
    return isTarget(otherPath.value(), known.method()) ? known.withTarget(otherPath.value()) : null;
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
        return first && isToken(value);
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
        long length = parseLength(field.value());
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
    if (method == null || named == null || !isAuthority(named)) {
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
    } else if (!"https".equals(scheme) || target == null || !isTarget(target, asked)) {
      return null;
    }
    return new Request(
        asked,
        true,
        withoutPort(named).toLowerCase(Locale.ROOT),
        Hostname.ofAuthority(named).orElse(null),
        target,
        headers);
  }

  /** A path and query without a fragment, or {@code *} for OPTIONS (§8.3.1). */
  private static boolean isTarget(String target, HttpMethod method) {
    if (!target.startsWith("/")) {
      return target.equals("*") && method.equals(HttpMethod.OPTIONS);
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c == '#' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** {@code uri-host [":" port]} of RFC 3986 §3.2.2, without user information. */
  private static boolean isAuthority(String text) {
    String name = withoutPort(text);
    if (name.isEmpty()) {
      return false;
    }
    boolean address = name.startsWith("[") && name.endsWith("]");
    for (int i = address ? 1 : 0; i < name.length() - (address ? 1 : 0); i++) {
      char c = name.charAt(i);
      boolean allowed =
          address
              ? Character.digit(c, 16) >= 0 || c == ':' || c == '.'
              : (c < 0x80 && Character.isLetterOrDigit(c)) || "._~!$&'()*+,;=%-".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return isPort(text, name.length());
  }

  private static boolean isPort(String text, int colon) {
    for (int i = colon + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() - colon <= 6;
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || !(Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static long parseLength(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH_DIGITS) {
      return -1;
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      length = 10 * length + digit;
    }
    return length;
  }
}
