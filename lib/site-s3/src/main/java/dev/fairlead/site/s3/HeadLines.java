package dev.fairlead.site.s3;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines around and between bodies, each ended by CR LF, with a bound on all together. */
final class HeadLines {
  private static final int FIRST_ROOM = 256;
  private static final int SHOWN = 100;

  private final Connection connection;
  private final int most;
  private int left;
  private byte[] line = new byte[FIRST_ROOM];

  /**
   * @param most bytes of all lines
   */
  HeadLines(Connection connection, int most) {
    this.connection = connection;
    this.most = most;
    this.left = most;
  }

  /**
   * The next line without its end.
   *
   * @throws EOFException if the connection ends first
   * @throws MalformedAnswerException if a line ends otherwise, or there is no room for it
   */
  String next() throws IOException {
    int length = 0;
    for (int octet = octet(); octet != '\r'; octet = octet()) {
      if (octet == '\n') {
        throw new MalformedAnswerException("line", text(length), "CR LF at its end");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) octet;
    }
    if (octet() != '\n') {
      throw new MalformedAnswerException("line", text(length), "CR LF at its end");
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  private String text(int length) {
    return new String(line, 0, Math.min(length, SHOWN), StandardCharsets.ISO_8859_1);
  }

  private int octet() throws IOException {
    if (left == 0) {
      throw new MalformedAnswerException("lines", "more", "at most %,d bytes".formatted(most));
    }
    left--;
    int octet = connection.read();
    if (octet < 0) {
      throw new EOFException("the connection ended before the answer did");
    }
    return octet;
  }
}
