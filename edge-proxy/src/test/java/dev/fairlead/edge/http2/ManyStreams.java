package dev.fairlead.edge.http2;

import dev.fairlead.edge.http2.FrameClient.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** A client that has many requests open all the time, until the server wants the end. */
public final class ManyStreams implements AutoCloseable {
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int LARGE_WINDOW = 1 << 30;
  private static final int POSTED = 300;

  private final FrameClient client;
  private final String path;
  private final int length;

  /** Bytes received of the answers that are still to come or to end. */
  private final Map<Integer, Integer> open = new HashMap<>();

  private boolean posting;
  private int next = 1;
  private boolean goingAway;

  /**
   * @param socket on which both have agreed on HTTP/2
   * @param path whose answer is 200 and has {@code length} bytes
   */
  public ManyStreams(Socket socket, String path, int length) throws IOException {
    this.client = new FrameClient(socket);
    this.path = path;
    this.length = length;
    client
        .raw(FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII))
        .settings(INITIAL_WINDOW_SIZE, LARGE_WINDOW)
        .windowUpdate(0, LARGE_WINDOW);
  }

  /**
   * Every other request has a body, in a frame of its own, and is refused. And it asks until it
   * hears which requests are the last, so that others are on their way then.
   */
  public ManyStreams alsoPosting() {
    posting = true;
    return this;
  }

  /**
   * Asks until the server sends GOAWAY, and reads on to the end of the connection.
   *
   * @param atOnce requests that are open at a time
   * @param answered is told of every whole answer
   * @throws IOException if a request was not answered that the server has promised to answer
   */
  public void run(int atOnce, IntConsumer answered) throws IOException {
    for (int i = 0; i < atOnce; i++) {
      ask();
    }
    for (Frame frame = client.next(); frame != null; frame = client.next()) {
      switch (frame.type()) {
        case FrameType.HEADERS -> head(frame, answered);
        case FrameType.DATA -> data(frame, answered);
        case FrameType.GOAWAY -> {
          if (frame.intAt(4) != ErrorCode.NO_ERROR.code()) {
            throw new IOException("GOAWAY " + ErrorCode.values()[frame.intAt(4)]);
          }
          int last = frame.intAt(0);
          goingAway = !posting || last < Integer.MAX_VALUE;
          open.keySet().removeIf(stream -> stream > last);
        }
        case FrameType.PING -> client.send(FrameType.PING, FrameType.ACK, 0, frame.payload());
        case FrameType.RST_STREAM ->
            throw new IOException("stream %d reset".formatted(frame.stream()));
        default -> {
          // Windows are large enough, and settings need no answer to be used.
        }
      }
    }
    if (!open.isEmpty()) {
      throw new EOFException("closed with %d requests open".formatted(open.size()));
    }
  }

  private void ask() throws IOException {
    open.put(next, 0);
    if (isPost(next)) {
      client
          .send(FrameType.HEADERS, FrameType.END_HEADERS, next, FrameClient.request("POST", path))
          .send(FrameType.DATA, FrameType.END_STREAM, next, new byte[POSTED]);
    } else {
      client.get(next, path);
    }
    next += 2;
  }

  private boolean isPost(int stream) {
    return posting && stream % 4 == 3;
  }

  private void head(Frame frame, IntConsumer answered) throws IOException {
    String status = client.head(frame).getOrDefault(":status", "none");
    if (!status.equals(isPost(frame.stream()) ? "413" : "200")) {
      throw new IOException("status " + status);
    }
    endIfLast(frame, answered);
  }

  private void data(Frame frame, IntConsumer answered) throws IOException {
    open.merge(frame.stream(), frame.payload().length, Integer::sum);
    endIfLast(frame, answered);
  }

  private void endIfLast(Frame frame, IntConsumer answered) throws IOException {
    if (frame.has(FrameType.END_STREAM)) {
      Integer received = open.remove(frame.stream());
      boolean whole = received != null && (received == length || isPost(frame.stream()));
      if (!whole) {
        throw new EOFException("%s of %d bytes".formatted(received, length));
      }
      answered.accept(frame.stream());
      if (!goingAway) {
        ask();
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
