package dev.fairlead.testing.bench.edge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request over a socket of its own, with nothing between the bytes and the clock. */
final class RawRequest {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int MAX_HEAD = 16 << 10;

  /**
   * An answer.
   *
   * @param firstByteNanos from the request to the first byte of the body
   */
  record Response(String head, byte[] body, long firstByteNanos) {
    int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    String header(String name) throws IOException {
      for (String line : head.split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
          return line.substring(name.length() + 1).strip();
        }
      }
      throw new IOException("no header %s in %s".formatted(name, head));
    }
  }

  private RawRequest() {}

  static Response get(int port, String path) throws IOException {
    return get(port, BenchSite.HOST, path);
  }

  static Response get(int port, String host, String path) throws IOException {
    try (Socket socket = connect(port)) {
      long begin = System.nanoTime();
      return ask(socket, host, path, begin);
    }
  }

  /** A connection that has been used once and stays open. */
  static Socket open(int port) throws IOException {
    Socket socket = connect(port);
    var unused = ask(socket, BenchSite.HOST, "/1k.bin", System.nanoTime());
    return socket;
  }

  /** Another request on a connection that is open; it must be answered with 200. */
  static Response again(Socket socket, String path) throws IOException {
    return again(socket, BenchSite.HOST, path);
  }

  static Response again(Socket socket, String host, String path) throws IOException {
    Response response = ask(socket, host, path, System.nanoTime());
    if (response.status() != 200) {
      throw new IOException("not 200: " + response.head());
    }
    return response;
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static Response ask(Socket socket, String host, String path, long begin)
      throws IOException {
    String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] received = new byte[MAX_HEAD];
    int filled = 0;
    int bodyAt = -1;
    while (bodyAt < 0) {
      filled += next(in, received, filled);
      bodyAt = endOfHead(received, filled);
    }
    String head = new String(received, 0, bodyAt, StandardCharsets.ISO_8859_1);
    Response response = new Response(head, new byte[0], 0);
    int length = Integer.parseInt(response.header("content-length"));
    if (length > 0 && filled == bodyAt) {
      filled += next(in, received, filled);
    }
    long firstByte = System.nanoTime() - begin;
    byte[] body = new byte[length];
    int here = Math.min(length, filled - bodyAt);
    System.arraycopy(received, bodyAt, body, 0, here);
    if (in.readNBytes(body, here, length - here) != length - here) {
      throw new EOFException("a body ended early");
    }
    return new Response(head, body, firstByte);
  }

  private static int endOfHead(byte[] bytes, int end) {
    for (int i = 3; i < end; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Reads what has come; a head that fills the buffer is an error. */
  private static int next(InputStream in, byte[] buffer, int filled) throws IOException {
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      throw new EOFException("closed in the middle of an answer");
    }
    return read;
  }
}
