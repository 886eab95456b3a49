package dev.fairlead.site.s3;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where the objects of one bucket are.
 *
 * @param host a name or an address; of IPv6 in brackets
 * @param path what stands before a key, beginning and ending with a slash, percent-encoded
 */
record S3Address(boolean tls, String host, int port, String path) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int MOST_PORT = 65_535;
  private static final String LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  private static final String UNRESERVED = "-._~/";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  S3Address {
    if (!host.matches("[a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+]")) {
      throw new IllegalArgumentException(
          "host: %s (expected: a name or an address)".formatted(host));
    }
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException("port: %d (expected: 1–%d)".formatted(port, MOST_PORT));
    }
    if (!path.matches("/([!-~&&[^?#]]*/)?")) {
      throw new IllegalArgumentException(
          "path: %s (expected: percent-encoded, with a slash at both ends)".formatted(path));
    }
  }

  /**
   * Reads the address of a bucket from that of one of its objects.
   *
   * @param object as the SDK forms it, so that both agree on hosts, partitions and path style
   * @param key of the object, of characters that need no encoding
   */
  static S3Address of(URI object, String key) {
    String path = object.getRawPath();
    boolean tls = "https".equals(object.getScheme());
    if (object.getHost() == null || !path.endsWith("/" + key)) {
      throw new IllegalArgumentException(
          "address of a bucket: %s (expected: http or https, a host and a path that ends in /%s)"
              .formatted(object, key));
    }
    int standard = tls ? HTTPS : HTTP;
    return new S3Address(
        tls,
        object.getHost().toLowerCase(Locale.ROOT),
        object.getPort() < 0 ? standard : object.getPort(),
        path.substring(0, path.length() - key.length()));
  }

  /** The value of {@code Host}: without the port where it is the scheme's own (RFC 9110 §7.2). */
  String authority() {
    return port == (tls ? HTTPS : HTTP) ? host : host + ":" + port;
  }

  /** The name or address to connect to, without brackets. */
  String peer() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether TLS may ask for the host by name (RFC 6066 §3): no address, no underscore. */
  boolean isServerName() {
    return host.matches(LABEL + "(\\." + LABEL + ")*") && !host.matches("[0-9.]+");
  }

  /**
   * The request target of an object: each byte of the key's UTF-8 but letters, digits, hyphen, dot,
   * underscore, tilde and slash is percent-encoded, as Signature Version 4 wants it.
   */
  String target(String key) {
    StringBuilder target = new StringBuilder(path.length() + key.length() + 16).append(path);
    for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (isPlain(c)) {
        target.append(c);
      } else {
        target.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    return target.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED.indexOf(c) >= 0;
  }
}
