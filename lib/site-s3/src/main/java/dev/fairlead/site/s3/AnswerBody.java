package dev.fairlead.site.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The body of an answer. Read to its end, its connection serves the next call; closed earlier, what
 * is left is read if it is little, else the connection is closed. A body that ends too early, or is
 * longer than was asked for, is an error and never passes for the whole.
 */
final class AnswerBody extends InputStream {
  static final long UNKNOWN = -1;
  private static final int LITTLE = 16 << 10;
  private static final int MOST_BETWEEN_CHUNKS = 8 << 10;
  private static final int MOST_CHUNK_DIGITS = 15;
  private static final int HEXADECIMAL = 16;

  private final Connection connection;
  private final ConnectionPool pool;
  private final boolean chunked;
  private final boolean last;
  private long expected;

  /** Of the chunk, or of all. */
  private long remaining;

  private long received;
  private boolean begun;
  private boolean ended;
  private boolean aborted;

  AnswerBody(Connection connection, ConnectionPool pool, AnswerHead head)
      throws MalformedAnswerException {
    this.connection = connection;
    this.pool = pool;
    this.chunked = head.isChunked();
    this.last = head.isLast();
    this.expected = chunked ? UNKNOWN : head.length();
    this.remaining = chunked ? 0 : expected;
    if (!chunked && remaining == 0) {
      finish();
    }
  }

  /** The length of the whole; {@link #UNKNOWN} if the server has not said. */
  long length() {
    return expected;
  }

  /** Asks for exactly so many bytes. */
  void expect(long length) throws IOException {
    if (expected != UNKNOWN && expected != length) {
      throw new IOException(
          "the store sends %,d bytes where %,d were asked for".formatted(expected, length));
    }
    expected = length;
  }

  /** Ends the bound on the whole call: from here on the reader sets the pace. */
  void unhurried() {
    if (!ended) {
      connection.boundBy(Monotonic.NEVER);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (length == 0) {
      return 0;
    }
    try {
      return receive(to, offset, length);
    } catch (IOException e) {
      abort();
      throw e;
    }
  }

  private int receive(byte[] to, int offset, int length) throws IOException {
    if (aborted) {
      throw new IOException("the body was closed before its end");
    }
    if (ended) {
      return requireAll();
    }
    if (remaining == 0 && !nextChunk()) {
      finish();
      return requireAll();
    }
    int count = connection.read(to, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw new EOFException("the connection ended %,d bytes too early".formatted(remaining));
    }
    remaining -= count;
    received += count;
    if (expected != UNKNOWN && received > expected) {
      throw new IOException(
          "the store sends more than the %,d bytes asked for".formatted(expected));
    }
    if (remaining == 0 && !chunked) {
      finish();
    }
    return count;
  }

  private int requireAll() throws EOFException {
    if (expected != UNKNOWN && received < expected) {
      throw new EOFException("%,d bytes are missing at the end".formatted(expected - received));
    }
    return -1;
  }

  private boolean nextChunk() throws IOException {
    HeadLines lines = new HeadLines(connection, MOST_BETWEEN_CHUNKS);
    if (begun && !lines.next().isEmpty()) {
      throw new MalformedAnswerException("chunk", "more", "CR LF at its end");
    }
    begun = true;
    String line = lines.next();
    int end = line.indexOf(';');
    String size = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    if (!size.matches("[0-9a-fA-F]{1,%d}".formatted(MOST_CHUNK_DIGITS))) {
      throw new MalformedAnswerException("chunk size", line, "1–15 hexadecimal digits");
    }
    remaining = Long.parseLong(size, HEXADECIMAL);
    if (remaining > 0) {
      return true;
    }
    while (!lines.next().isEmpty()) {
      // Trailers say nothing that is wanted here.
    }
    return false;
  }

  private void finish() {
    ended = true;
    if (last) {
      pool.drop(connection);
      return;
    }
    pool.giveBack(connection);
  }

  private void abort() {
    if (!ended) {
      ended = true;
      aborted = true;
      pool.drop(connection);
    }
  }

  @Override
  public void close() {
    if (ended) {
      return;
    }
    if (!last && (chunked || remaining <= LITTLE)) {
      drain();
    }
    abort();
  }

  private void drain() {
    byte[] rest = new byte[LITTLE];
    int left = LITTLE;
    try {
      int count = read(rest, 0, left);
      while (count >= 0 && !ended && count < left) {
        left -= count;
        count = read(rest, 0, left);
      }
    } catch (IOException e) {
      // Reading has closed the connection already, and nobody wants the bytes.
    }
  }
}
