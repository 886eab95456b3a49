package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.hpack.HpackDecoder;
import dev.fairlead.edge.hpack.HpackEncoder;
import dev.fairlead.edge.hpack.HpackException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client that sends exactly the frames that a test says, and reads what comes. */
final class FrameClient implements AutoCloseable {
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int END = FrameType.END_STREAM | FrameType.END_HEADERS;

  /** A frame as it came. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    int intAt(int offset) {
      return ByteBuffer.wrap(payload).getInt(offset);
    }

    boolean has(int flag) {
      return (flags & flag) != 0;
    }
  }

  /** A whole answer. */
  record Response(int status, Map<String, String> headers, byte[] body) {}

  private final Socket socket;
  private final DataInputStream in;
  private final HpackDecoder decoder = new HpackDecoder();
  private final HeaderBlock block = new HeaderBlock(200, 1 << 20, 1 << 20);

  FrameClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /** A connection on which nothing has been said. */
  static FrameClient silent(int port) throws IOException {
    return new FrameClient(new Socket("127.0.0.1", port));
  }

  /** A connection that has begun, with settings in pairs. */
  static FrameClient open(int port, int... settings) throws IOException {
    FrameClient client = silent(port);
    client.raw(PREFACE.getBytes(StandardCharsets.US_ASCII));
    return client.settings(settings);
  }

  FrameClient raw(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  FrameClient send(int type, int flags, int stream, byte... payload) throws IOException {
    return raw(frame(type, flags, stream, payload));
  }

  static byte[] frame(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(FrameType.HEAD_LENGTH + payload.length)
        .putInt((payload.length << 8) | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  FrameClient settings(int... idsAndValues) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(idsAndValues.length * 3);
    for (int i = 0; i < idsAndValues.length; i += 2) {
      payload.putShort((short) idsAndValues[i]).putInt(idsAndValues[i + 1]);
    }
    return send(FrameType.SETTINGS, 0, 0, payload.array());
  }

  FrameClient windowUpdate(int stream, int increment) throws IOException {
    return send(FrameType.WINDOW_UPDATE, 0, stream, bytes(increment));
  }

  FrameClient reset(int stream) throws IOException {
    return send(FrameType.RST_STREAM, 0, stream, bytes(ErrorCode.CANCEL.code()));
  }

  FrameClient get(int stream, String path, String... more) throws IOException {
    return send(FrameType.HEADERS, END, stream, request("GET", path, more));
  }

  static byte[] request(String method, String path, String... more) {
    HpackEncoder encoder =
        new HpackEncoder()
            .field(":method", method)
            .field(":scheme", "https")
            .field(":authority", "localhost")
            .field(":path", path);
    return fields(encoder, more);
  }

  static byte[] fields(String... namesAndValues) {
    return fields(new HpackEncoder(), namesAndValues);
  }

  private static byte[] fields(HpackEncoder encoder, String... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      encoder.field(namesAndValues[i], namesAndValues[i + 1]);
    }
    return encoder.toBytes();
  }

  static byte[] bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length);
    Arrays.stream(values).forEach(buffer::putInt);
    return buffer.array();
  }

  /** The next frame; null when the server has closed. */
  @Nullable Frame next() throws IOException {
    try {
      int lengthAndType = in.readInt();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = new byte[lengthAndType >>> 8];
      in.readFully(payload);
      return new Frame(lengthAndType & 0xff, flags, stream, payload);
    } catch (EOFException | SocketException closed) {
      return null;
    }
  }

  /** The next frame of a type; those before it are skipped. */
  Frame await(int type) throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.type == type) {
        return frame;
      }
      if (frame.type == FrameType.GOAWAY) {
        throw new EOFException("GOAWAY: " + describe(frame));
      }
    }
    throw new EOFException("closed without a frame of type " + type);
  }

  /** Waits until the server has read everything so far, by way of a PING. */
  FrameClient settle() throws IOException {
    send(FrameType.PING, 0, 0, new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
    while (!await(FrameType.PING).has(FrameType.ACK)) {
      continue;
    }
    return this;
  }

  /** What the server does about something: an answer, a stream or the connection that ends. */
  String outcome() throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      switch (frame.type) {
        case FrameType.GOAWAY -> {
          return "GOAWAY " + ErrorCode.values()[frame.intAt(4)];
        }
        case FrameType.RST_STREAM -> {
          return "RST_STREAM " + ErrorCode.values()[frame.intAt(0)];
        }
        case FrameType.HEADERS -> {
          return head(frame).getOrDefault(":status", "none");
        }
        case FrameType.PING -> {
          return "PING";
        }
        default -> {
          continue;
        }
      }
    }
    return "closed";
  }

  /** Reads until a GOAWAY, and that the connection is closed after it. */
  String goAway() throws IOException {
    for (Frame frame = next(); frame != null; frame = next()) {
      if (frame.type == FrameType.GOAWAY) {
        while (next() != null) {
          continue;
        }
        return describe(frame);
      }
    }
    return "closed";
  }

  private static String describe(Frame goAway) {
    return ErrorCode.values()[goAway.intAt(4)]
        + ": "
        + new String(goAway.payload, 8, goAway.payload.length - 8, StandardCharsets.UTF_8);
  }

  /** The answer on a stream; frames of others must not come between. */
  Response response(int stream) throws IOException {
    Frame first = await(FrameType.HEADERS);
    Map<String, String> head = head(first);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean ended = first.has(FrameType.END_STREAM);
    while (!ended) {
      Frame data = await(FrameType.DATA);
      if (data.stream != stream) {
        throw new IOException("stream %d (expected: %d)".formatted(data.stream, stream));
      }
      body.writeBytes(data.payload);
      ended = data.has(FrameType.END_STREAM);
    }
    return new Response(
        Integer.parseInt(head.getOrDefault(":status", "none")), head, body.toByteArray());
  }

  /** The fields of a HEADERS frame, and of the CONTINUATION frames that follow it. */
  Map<String, String> head(Frame frame) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(frame.payload);
    for (Frame last = frame; !last.has(FrameType.END_HEADERS); ) {
      last = next();
      if (last == null || last.type != FrameType.CONTINUATION) {
        throw new IOException("no CONTINUATION after HEADERS");
      }
      encoded.writeBytes(last.payload);
    }
    try {
      decoder.decode(encoded.toByteArray(), encoded.size(), block);
    } catch (HpackException wrong) {
      throw new UncheckedIOException(new IOException(wrong));
    }
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < block.count(); i++) {
      fields.merge(block.field(i).name(), block.field(i).value(), (a, b) -> a + ", " + b);
    }
    return fields;
  }

  /** Takes nothing in any more, as a client that has hung up. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
