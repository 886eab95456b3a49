package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Authority;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.RequestFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests that browsers send: {@code GET} and {@code HEAD} in origin form, HTTP/1.1, no
 * body. The first request that is anything else goes untouched to the strict decoder, and so does
 * all that follows on the connection. A client repeats its fields from request to request, so they
 * are compared with those of the last one before they are read.
 */
final class FastDecoder extends ChannelInboundHandlerAdapter {
  private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.', '1', '\r', '\n'};
  private static final byte[] NOTHING = {};

  private enum Outcome {
    DELIVERED,
    INCOMPLETE,
    UNUSUAL
  }

  private final ConnectionConfig config;
  private final Http1Connection connection;
  private @Nullable ChannelHandlerContext context;

  /** What reads instead of this one since an unusual request has come; null before. */
  private @Nullable StrictLineHandler strict;

  private boolean insideHead;
  private boolean closed;

  /** Bytes that have been read but not understood or not delivered yet. */
  private byte[] rest = NOTHING;

  private int position;
  private int end;

  private final FieldBlock fields;
  private byte[] lastFields = NOTHING;
  private @Nullable Request lastRequest;
  private boolean lastKeepAlive;

  /**
   * @param fields used for reading only, and by others in between
   */
  FastDecoder(ConnectionConfig config, FieldBlock fields, Http1Connection connection) {
    this.config = config;
    this.fields = fields;
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    connection.bytesArrived();
    if (strict != null) {
      ctx.fireChannelRead(message);
      return;
    }
    ByteBuf bytes = (ByteBuf) message;
    try {
      append(bytes);
    } finally {
      bytes.release();
    }
    decode();
    connection.stopReadingUnlessReady();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (strict != null) {
      ctx.fireChannelReadComplete();
    }
    connection.readComplete();
  }

  /** Goes on where it stopped because the connection was not ready. */
  void resume() {
    if (strict == null && position < end) {
      decode();
    }
  }

  /** Whether the beginning of a head has been read, but not its end. */
  boolean isInsideHead() {
    return strict == null ? insideHead && position < end : strict.isInsideHead();
  }

  /** Whether bytes have been read that nobody has answered yet. */
  boolean isHolding() {
    return strict == null && position < end;
  }

  /** Forgets what has been read; nothing more will be. */
  void close() {
    closed = true;
    position = end;
    rest = NOTHING;
    lastFields = NOTHING;
    lastRequest = null;
  }

  private void append(ByteBuf bytes) {
    if (closed) {
      return;
    }
    int kept = end - position;
    byte[] joined = new byte[kept + bytes.readableBytes()];
    System.arraycopy(rest, position, joined, 0, kept);
    bytes.readBytes(joined, kept, joined.length - kept);
    rest = joined;
    position = 0;
    end = joined.length;
  }

  private void decode() {
    Outcome outcome = Outcome.DELIVERED;
    while (position < end && connection.isReady() && outcome == Outcome.DELIVERED) {
      outcome = next();
    }
    insideHead = outcome == Outcome.INCOMPLETE;
    if (outcome == Outcome.UNUSUAL) {
      pass();
    } else if (position == end) {
      rest = NOTHING;
      position = 0;
      end = 0;
    }
  }

  private void pass() {
    ByteBuf untouched = Unpooled.wrappedBuffer(rest, position, end - position);
    close();
    ChannelHandlerContext ctx = Objects.requireNonNull(context, "not in a pipeline");
    strict = StrictDecoder.addAfter(ctx, config, connection);
    connection.bytesArrived();
    ctx.fireChannelRead(untouched);
    connection.readComplete();
  }

  private Outcome next() {
    int lineEnd = requestLineEnd();
    if (lineEnd < 0) {
      return lineEnd == FieldBlock.INCOMPLETE && end - position <= config.maxRequestLine()
          ? Outcome.INCOMPLETE
          : Outcome.UNUSUAL;
    }
    boolean head = rest[position] == 'H';
    int targetStart = position + (head ? 5 : 4);
    int targetEnd = lineEnd - VERSION.length - 1;
    int fieldsEnd = lineEnd + lastFields.length;
    Request known = lastRequest;
    boolean repeated =
        known != null
            && fieldsEnd <= end
            && Arrays.equals(rest, lineEnd, fieldsEnd, lastFields, 0, lastFields.length);
    if (!repeated) {
      fieldsEnd = fields.read(rest, lineEnd, end);
      if (fieldsEnd == FieldBlock.INCOMPLETE && end - lineEnd <= config.maxHeaders()) {
        return Outcome.INCOMPLETE;
      }
      boolean tooLong = fieldsEnd - lineEnd > config.maxHeaders();
      known = fieldsEnd < 0 || tooLong ? null : request(lineEnd, fieldsEnd);
    }
    if (known == null) {
      return Outcome.UNUSUAL;
    }
    String target = new String(rest, 0, targetStart, targetEnd - targetStart);
    position = fieldsEnd;
    Request request = known.with(head ? HttpMethod.HEAD : HttpMethod.GET, target);
    connection.request(request, lastKeepAlive, position < end);
    return Outcome.DELIVERED;
  }

  /** The position after an ordinary request line, or a reason of {@link FieldBlock} why not. */
  private int requestLineEnd() {
    int method = startsWith("GET /") ? 4 : startsWith("HEAD /") ? 5 : 0;
    if (method == 0) {
      boolean begun = isBeginningOf("GET /") || isBeginningOf("HEAD /");
      return begun ? FieldBlock.INCOMPLETE : FieldBlock.UNUSUAL_LINE;
    }
    int limit = Math.min(end, position + config.maxRequestLine());
    int i = position + method;
    while (i < limit && rest[i] > 0x20 && rest[i] < 0x7f && rest[i] != '#') {
      i++;
    }
    if (i == limit) {
      return limit == end ? FieldBlock.INCOMPLETE : FieldBlock.UNUSUAL_LINE;
    }
    int lineEnd = i + 1 + VERSION.length;
    if (rest[i] != ' ' || lineEnd - position > config.maxRequestLine()) {
      return FieldBlock.UNUSUAL_LINE;
    }
    int there = Math.min(end, lineEnd) - (i + 1);
    if (!Arrays.equals(rest, i + 1, i + 1 + there, VERSION, 0, there)) {
      return FieldBlock.UNUSUAL_LINE;
    }
    return lineEnd <= end ? lineEnd : FieldBlock.INCOMPLETE;
  }

  private boolean startsWith(String text) {
    return end - position >= text.length() && isPrefix(text, text.length());
  }

  private boolean isBeginningOf(String text) {
    return end - position < text.length() && isPrefix(text, end - position);
  }

  private boolean isPrefix(String text, int length) {
    for (int i = 0; i < length; i++) {
      if (rest[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A request with the fields just read; null if they do not make an ordinary one. */
  private @Nullable Request request(int start, int fieldsEnd) {
    Authority authority = fields.authority();
    String options = fields.connection();
    boolean close = "close".equalsIgnoreCase(options);
    if (authority == null
        || !(close || options == null || options.equalsIgnoreCase("keep-alive"))) {
      return null;
    }
    byte[] block = Arrays.copyOfRange(rest, start, fieldsEnd);
    lastFields = block;
    lastKeepAlive = !close;
    lastRequest =
        new Request(
            HttpMethod.GET,
            connection.isSecure(),
            authority,
            "/",
            new RequestFields(fields.preferences(), () -> FieldBlock.table(block)));
    return lastRequest;
  }
}
