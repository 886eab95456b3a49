package dev.fairlead.site.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer of S3 that is neither an object nor that there is none; the message has S3's code and
 * words and, where that is known, what to do ("Error responses" of the Amazon S3 API reference).
 */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 16 << 10;
  private static final int SHOWN = 300;

  private final int status;
  private final String code;
  private final String date;

  private RefusedException(int status, String code, String date, String message) {
    super(message);
    this.status = status;
    this.code = code;
    this.date = date;
  }

  /** Reads what the server says, as far as that is worth it, and closes the body. */
  static RefusedException read(Answer answer) throws IOException {
    String text;
    try (AnswerBody body = answer.body()) {
      text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
    AnswerHead head = answer.head();
    String code = element(text, "Code").orElse("");
    String message = "%d %s".formatted(head.status(), code).strip();
    Optional<String> words = element(text, "Message");
    if (words.isPresent()) {
      message += ": " + words.get();
    }
    String advice = advice(head, code);
    if (!advice.isEmpty()) {
      message += "; " + advice;
    }
    return new RefusedException(head.status(), code, head.field("date"), message);
  }

  /** Of a small document whose elements have no attributes; the text may end up in a log. */
  private static Optional<String> element(String xml, String name) {
    int start = xml.indexOf("<" + name + ">");
    int end = xml.indexOf("</" + name + ">", Math.max(start, 0));
    if (start < 0 || end < 0) {
      return Optional.empty();
    }
    String text = xml.substring(start + name.length() + 2, end);
    return Optional.of(
        text.substring(0, Math.min(text.length(), SHOWN)).replaceAll("\\p{Cntrl}", "?"));
  }

  private static String advice(AnswerHead head, String code) {
    return switch (code) {
      case "AccessDenied" ->
          "allow these credentials s3:GetObject on the bucket's objects and s3:ListBucket on the"
              + " bucket, without which S3 refuses what is not there, too";
      case "NoSuchBucket" ->
          "make the bucket, or correct FAIRLEAD_S3_BUCKET or FAIRLEAD_S3_REGIONS";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch" ->
          "correct the access key id and the secret access key";
      case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
          "renew the session that the credentials belong to";
      case "RequestTimeTooSkewed" -> "set the clock of this machine";
      case "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "301", "307" ->
          region(head);
      case "InvalidRange" -> "the object is shorter than the part of it that was asked for";
      case "InvalidObjectState" -> "restore the object from the archive that it was moved to";
      default -> head.status() == 301 || head.status() == 307 ? region(head) : "";
    };
  }

  private static String region(AnswerHead head) {
    String region = head.field("x-amz-bucket-region");
    return "the bucket is in %s; correct AWS_REGION or FAIRLEAD_S3_REGIONS"
        .formatted(region.matches("[a-z0-9-]{1,32}") ? region : "another region");
  }

  boolean isMissingObject() {
    return status == 404 && code.equals("NoSuchKey");
  }

  boolean isSkewedClock() {
    return code.equals("RequestTimeTooSkewed");
  }

  /** What the server's clock says, in the form of HTTP. */
  String date() {
    return date;
  }

  /** Whether the same request may be answered a little later. */
  boolean isPassing() {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> code.equals("RequestTimeout");
    };
  }

  /** Whether the server asks for fewer requests. */
  boolean isThrottling() {
    return status == 429 || status == 503;
  }
}
