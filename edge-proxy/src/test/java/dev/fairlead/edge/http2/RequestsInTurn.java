package dev.fairlead.edge.http2;

import dev.fairlead.edge.WireAnswer;
import dev.fairlead.edge.hpack.Field;
import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.edge.http2.FrameClient.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Requests on one connection of HTTP/2 over TLS, each after the answer to the one before. */
public final class RequestsInTurn implements AutoCloseable {
  private static final int WINDOW = 1 << 24;

  private final FrameClient client;
  private int stream = 1;

  public RequestsInTurn(SSLContext context, int port) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    if (!socket.getApplicationProtocol().equals("h2")) {
      throw new IOException(
          "protocol: %s (expected: h2)".formatted(socket.getApplicationProtocol()));
    }
    client = FrameClient.begun(socket).windowUpdate(0, WINDOW);
  }

  /**
   * The answer to one request.
   *
   * @param fields {@code Name: value}
   */
  public WireAnswer ask(String method, String authority, String target, List<String> fields)
      throws IOException {
    HpackEncoder head =
        new HpackEncoder()
            .field(":method", method)
            .field(":scheme", "https")
            .field(":authority", authority)
            .field(":path", target);
    for (String field : fields) {
      int colon = field.indexOf(": ");
      head.field(field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 2));
    }
    client.send(
        FrameType.HEADERS, FrameType.END_STREAM | FrameType.END_HEADERS, stream, head.toBytes());
    List<String> early = List.of();
    Frame frame = client.await(FrameType.HEADERS);
    List<Field> answer = client.fields(frame);
    if (answer.getFirst().value().equals("103")) {
      early = lines(answer);
      frame = client.await(FrameType.HEADERS);
      answer = client.fields(frame);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (!frame.has(FrameType.END_STREAM)) {
      frame = client.await(FrameType.DATA);
      body.writeBytes(frame.payload());
    }
    stream += 2;
    int status = Integer.parseInt(answer.getFirst().value());
    return new WireAnswer(status, "", early, lines(answer), body.toByteArray());
  }

  /** All but the status, which comes first. */
  private static List<String> lines(List<Field> fields) {
    List<String> lines = new ArrayList<>();
    fields
        .subList(1, fields.size())
        .forEach(field -> lines.add(field.name() + ": " + field.value()));
    return lines;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
