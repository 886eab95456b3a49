package dev.fairlead.site.s3;

import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Status and headers of an answer in HTTP/1.1 (RFC 9112).
 *
 * @param status 200–599
 * @param fields by lower-case name; of a name that is there several times, the first value
 */
record AnswerHead(int status, Map<String, String> fields) {
  private static final int MOST_BYTES = 32 << 10;
  private static final int FIRST_FINAL = 200;
  private static final int LAST = 599;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int STATUS_END = STATUS_AT + 3;
  private static final int MOST_LENGTH_DIGITS = 18;

  /** The value of a header; empty if it is not there. */
  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /**
   * Reads the head of the next answer, past any that are only provisional.
   *
   * @throws EOFException if the connection ends before the head does
   * @throws MalformedAnswerException if it is not strictly HTTP/1.1, or has more than 32 KiB
   */
  static AnswerHead read(Connection connection) throws IOException {
    HeadLines lines = new HeadLines(connection, MOST_BYTES);
    while (true) {
      int status = status(lines.next());
      Map<String, String> fields = new HashMap<>();
      for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
        HeaderField field = HeaderField.parse(line);
        if (fields.putIfAbsent(field.name(), field.value()) != null && field.isFraming()) {
          throw new MalformedAnswerException("header", line, "once");
        }
      }
      if (status >= FIRST_FINAL) {
        return new AnswerHead(status, Collections.unmodifiableMap(fields));
      }
    }
  }

  private static int status(String line) throws MalformedAnswerException {
    if (!line.startsWith("HTTP/1.1 ")
        || line.length() < STATUS_END
        || (line.length() > STATUS_END && line.charAt(STATUS_END) != ' ')) {
      throw new MalformedAnswerException("status line", line, "HTTP/1.1 and three digits");
    }
    String digits = line.substring(STATUS_AT, STATUS_END);
    if (!isDigits(digits)) {
      throw new MalformedAnswerException("status line", line, "HTTP/1.1 and three digits");
    }
    int status = Integer.parseInt(digits);
    // 101 would end HTTP on this connection, and nobody has asked for that.
    if (status < 100 || status == 101 || status > LAST) {
      throw new MalformedAnswerException("status", digits, "100 or 102–599");
    }
    return status;
  }

  /** Whether the body comes in chunks (RFC 9112 §7.1) instead of having a length. */
  boolean isChunked() throws MalformedAnswerException {
    String coding = field("transfer-encoding");
    if (coding.isEmpty() && !fields.containsKey("transfer-encoding")) {
      return false;
    }
    if (!coding.equalsIgnoreCase("chunked")) {
      throw new MalformedAnswerException("Transfer-Encoding", coding, "chunked");
    }
    if (fields.containsKey("content-length")) {
      throw new MalformedAnswerException(
          "Content-Length", field("content-length"), "none beside Transfer-Encoding");
    }
    return true;
  }

  /** The length of a body that does not come in chunks. */
  long length() throws MalformedAnswerException {
    String length = field("content-length");
    if (status == 204 || status == 304) {
      return 0;
    }
    if (!isDigits(length) || length.length() > MOST_LENGTH_DIGITS) {
      throw new MalformedAnswerException("Content-Length", length, "1–18 digits");
    }
    return Long.parseLong(length);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether the server closes the connection after this answer. */
  boolean isLast() {
    return field("connection").toLowerCase(Locale.ROOT).contains("close");
  }
}
