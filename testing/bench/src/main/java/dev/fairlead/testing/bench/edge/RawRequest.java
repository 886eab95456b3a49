package dev.fairlead.testing.bench.edge;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request over a socket of its own, with nothing between the bytes and the clock. */
final class RawRequest {
  private static final int PATIENCE_MILLIS = 20_000;

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
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(next(in));
    }
    Response response = new Response(head.toString(StandardCharsets.ISO_8859_1), new byte[0], 0);
    int length = Integer.parseInt(response.header("content-length"));
    byte[] body = new byte[length];
    if (length > 0) {
      body[0] = (byte) next(in);
    }
    long firstByte = System.nanoTime() - begin;
    if (length > 0 && in.readNBytes(body, 1, length - 1) != length - 1) {
      throw new EOFException("a body ended early");
    }
    return new Response(response.head(), body, firstByte);
  }

  private static int next(InputStream in) throws IOException {
    int read = in.read();
    if (read < 0) {
      throw new EOFException("closed in the middle of an answer");
    }
    return read;
  }
}
