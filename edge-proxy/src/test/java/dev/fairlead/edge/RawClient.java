package dev.fairlead.edge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly what a test says and reads answers off the socket. */
final class RawClient implements AutoCloseable {
  static final int SMALL_BUFFER = 32 << 10;
  private static final int PATIENCE_MILLIS = 20_000;

  /** An answer; header names in lower case. */
  record Response(int status, Map<String, String> headers, byte[] bytes) {
    String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /**
   * @param from an address of this machine's loopback
   */
  RawClient(int port, String from) throws IOException {
    this(new Socket("127.0.0.1", port, InetAddress.ofLiteral(from), 0));
  }

  /** Over a connection that somebody else has made. */
  RawClient(Socket connected) throws IOException {
    socket = connected;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** A connection whose client takes little before it reads. */
  static Socket withSmallBuffer(int port) throws IOException {
    return withSmallBuffer(port, "127.0.0.1");
  }

  /**
   * The same from another address of this machine's loopback.
   *
   * @param from such as 127.0.0.2
   */
  static Socket withSmallBuffer(int port, String from) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    return socket;
  }

  /** One request on a connection of its own. */
  static Response get(int port, String host, String target, String... headers) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return client.request("GET", host, target, headers);
    }
  }

  Response request(String method, String host, String target, String... headers)
      throws IOException {
    String extra = headers.length == 0 ? "" : String.join("\r\n", List.of(headers)) + "\r\n";
    send("%s %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(method, target, host, extra));
    return read(method.equals("HEAD"));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  Response read(boolean headOnly) throws IOException {
    WireAnswer answer = readAll(headOnly);
    Map<String, String> headers = new TreeMap<>();
    for (String line : answer.fields()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return new Response(answer.status(), headers, answer.body());
  }

  /** An answer with each of its fields as it came, but for the case of the names. */
  WireAnswer readAll(boolean headOnly) throws IOException {
    String statusLine = line();
    List<String> fields = new ArrayList<>();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.add(name + line.substring(colon));
      if (name.equals("content-length") && !headOnly) {
        length = Integer.parseInt(line.substring(colon + 1).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("%d of %d bytes".formatted(body.length, length));
    }
    String[] words = statusLine.split(" ", 3);
    return new WireAnswer(Integer.parseInt(words[1]), words[2], List.of(), fields, body);
  }

  /** Reads so many bytes of whatever comes. */
  int readSome(int count) throws IOException {
    return in.readNBytes(count).length;
  }

  /** All that comes until it ends so, or the server closes the connection in whatever way. */
  String readUntil(String end) throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        all.append((char) c);
        if (all.length() >= end.length() && all.indexOf(end, all.length() - end.length()) >= 0) {
          break;
        }
      }
    } catch (SocketException reset) {
      // What came before counts.
    }
    return all.toString();
  }

  /** Whether the server has closed the connection; waits until it does or sends something. */
  boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("closed after: " + line);
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
