package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogMessage;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Lines in the form that viewers get, encoded once for all of them. */
final class Frame {
  private final LogChunk chunk;
  private final byte[] json;

  Frame(LogChunk chunk) {
    this.chunk = chunk;
    this.json = encode(chunk);
  }

  LogChunk chunk() {
    return chunk;
  }

  int size() {
    return json.length;
  }

  /** A WebSocket frame over the shared bytes. */
  TextWebSocketFrame text() {
    return text(json);
  }

  static TextWebSocketFrame text(byte[] json) {
    return new TextWebSocketFrame(Unpooled.wrappedBuffer(json));
  }

  static byte[] encode(LogMessage message) {
    try {
      return message.toJson();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
