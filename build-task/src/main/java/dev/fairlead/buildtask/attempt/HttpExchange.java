package dev.fairlead.buildtask.attempt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One request over the JDK's small HTTP/1.1 client, which a build process has ready in a tenth of
 * the time that {@code java.net.http} takes to load.
 */
public final class HttpExchange {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_ANSWER = 8 << 20;

  private HttpExchange() {}

  /** What came back; at most 8 MiB of body. */
  public record Answer(int status, byte[] body) {
    public boolean succeeded() {
      return status >= 200 && status < 300;
    }
  }

  /** The bytes to send, opened once per try. */
  public interface Body {
    InputStream open() throws IOException;
  }

  /**
   * Sends a request with a body and reads the answer, whatever its status.
   *
   * @param length of the body in bytes
   * @param readTimeout longest silence of the server
   * @throws IOException if there is no answer
   */
  public static Answer send(
      String method,
      URI uri,
      Map<String, String> headers,
      Body body,
      long length,
      Duration readTimeout)
      throws IOException {
    HttpURLConnection connection = open(uri, readTimeout);
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(length);
    try (InputStream in = body.open();
        OutputStream out = connection.getOutputStream()) {
      in.transferTo(out);
    }
    return answerOf(connection);
  }

  /** Opens a connection that follows no redirect. */
  public static HttpURLConnection open(URI uri, Duration readTimeout) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) readTimeout.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    return connection;
  }

  private static Answer answerOf(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    try (InputStream in =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      byte[] body = in == null ? new byte[0] : in.readNBytes(MAX_ANSWER);
      return new Answer(status, body);
    }
  }
}
