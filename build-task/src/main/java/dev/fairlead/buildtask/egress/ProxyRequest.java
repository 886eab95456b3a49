package dev.fairlead.buildtask.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a client asks of the proxy (RFC 9110 §7.6 and §9.3.6, RFC 9112 §3.2.2).
 *
 * @param tunnel whether bytes are passed through unseen (CONNECT)
 * @param head what is sent to the host first; empty for a tunnel
 */
record ProxyRequest(boolean tunnel, String host, int port, byte[] head) {
  private static final int MAX_HEAD = 32 << 10;

  /** A request that is none; the message is for the client. */
  static final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message) {
      super(message);
    }
  }

  static ProxyRequest read(InputStream in) throws IOException {
    String head = readHead(in);
    int lineEnd = head.indexOf("\r\n");
    String[] line = head.substring(0, lineEnd).split(" ", -1);
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      throw new MalformedRequestException("not an HTTP/1.1 request");
    }
    return line[0].equals("CONNECT")
        ? tunnel(line[1])
        : plain(line[0], line[1], head.substring(lineEnd + 2));
  }

  private static ProxyRequest tunnel(String authority) throws MalformedRequestException {
    int colon = authority.lastIndexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "443" : authority.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || host.isEmpty()) {
      throw new MalformedRequestException("CONNECT needs a host and a port");
    }
    return new ProxyRequest(true, unbracketed(host), Integer.parseInt(port), new byte[0]);
  }

  private static ProxyRequest plain(String method, String target, String headers)
      throws MalformedRequestException {
    URI uri;
    try {
      uri = new URI(target);
    } catch (URISyntaxException e) {
      throw new MalformedRequestException("not a URL");
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new MalformedRequestException("only http:// URLs and CONNECT are served");
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder("%s %s%s HTTP/1.1\r\n".formatted(method, path, query));
    headers
        .lines()
        .filter(line -> !line.isEmpty() && !isHopByHop(line))
        .forEach(line -> head.append(line).append("\r\n"));
    // One request a connection: the next may go to another host.
    head.append("Connection: close\r\n\r\n");
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    byte[] bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new ProxyRequest(false, unbracketed(uri.getHost()), port, bytes);
  }

  private static boolean isHopByHop(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.startsWith("proxy-")
        || lower.startsWith("connection:")
        || lower.startsWith("keep-alive:");
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      head.append((char) b);
      if (b == '\n' && head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    throw new MalformedRequestException("the request's head is too large");
  }
}
