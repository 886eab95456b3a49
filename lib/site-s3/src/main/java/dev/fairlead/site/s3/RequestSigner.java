package dev.fairlead.site.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs GET requests by Signature Version 4 in the {@code Authorization} header ("Authenticating
 * Requests: Using the Authorization Header" of the Amazon S3 API reference). The key of a day is
 * derived once; after that a signature takes one SHA-256 and one HMAC. Safe for use by several
 * threads.
 */
final class RequestSigner {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String HMAC = "HmacSHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final int DAY_LENGTH = 8;

  /** Of no bytes, which is what a GET sends. */
  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String region;
  private volatile Second second = Second.of(Instant.EPOCH);
  private volatile @Nullable DayKey last;

  RequestSigner(String region) {
    this.region = region;
  }

  /** What all requests of one day are signed with. */
  private record DayKey(String secret, String day, SecretKeySpec key) {
    boolean isFor(String ofSecret, String ofDay) {
      return day.equals(ofDay) && secret.equals(ofSecret);
    }

    @Override
    public String toString() {
      return "DayKey[day=%s]".formatted(day);
    }
  }

  /** The last point in time that was written; many requests share it. */
  private record Second(long epoch, String text) {
    static Second of(Instant at) {
      return new Second(at.getEpochSecond(), TIME.format(at));
    }
  }

  /**
   * The head of a signed request, with the empty line at its end.
   *
   * @param target of the request line, percent-encoded
   * @param range value of {@code Range}; empty for the whole object
   */
  String head(String authority, String target, String range, SigningIdentity identity, Instant at) {
    String time = time(at);
    String day = time.substring(0, DAY_LENGTH);
    StringBuilder headers = new StringBuilder(256).append("host:").append(authority).append('\n');
    StringBuilder names = new StringBuilder(96).append("host");
    if (!range.isEmpty()) {
      add(headers, names, "range", range);
    }
    add(headers, names, "x-amz-content-sha256", EMPTY_SHA256);
    add(headers, names, "x-amz-date", time);
    if (!identity.token().isEmpty()) {
      add(headers, names, "x-amz-security-token", identity.token());
    }
    String request = "GET\n" + target + "\n\n" + headers + "\n" + names + "\n" + EMPTY_SHA256;
    String scope = day + "/" + region + "/s3/" + TERMINATOR;
    String signature =
        signature(
            key(identity.secret(), day),
            ALGORITHM + "\n" + time + "\n" + scope + "\n" + sha256(request));
    return "GET "
        + target
        + " HTTP/1.1\r\n"
        + headers.toString().replace("\n", "\r\n")
        + "authorization: "
        + ALGORITHM
        + " Credential="
        + identity.id()
        + "/"
        + scope
        + ", SignedHeaders="
        + names
        + ", Signature="
        + signature
        + "\r\nuser-agent: fairlead\r\n\r\n";
  }

  private String time(Instant at) {
    Second known = second;
    if (known.epoch() != at.getEpochSecond()) {
      known = Second.of(at);
      second = known;
    }
    return known.text();
  }

  private static void add(StringBuilder headers, StringBuilder names, String name, String value) {
    headers.append(name).append(':').append(value).append('\n');
    names.append(';').append(name);
  }

  private SecretKeySpec key(String secret, String day) {
    DayKey known = last;
    if (known != null && known.isFor(secret, day)) {
      return known.key();
    }
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, region, "s3", TERMINATOR}) {
      key = hmac(new SecretKeySpec(key, HMAC), part);
    }
    DayKey derived = new DayKey(secret, day, new SecretKeySpec(key, HMAC));
    last = derived;
    return derived.key();
  }

  private static String signature(SecretKeySpec key, String text) {
    return HexFormat.of().formatHex(hmac(key, text));
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
