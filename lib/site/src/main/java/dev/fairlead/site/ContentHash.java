package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The SHA-256 of a blob's bytes (FIPS 180-4), written as 64 lower-case hexadecimal digits. */
public record ContentHash(@JsonValue String hex) implements Comparable<ContentHash> {
  private static final int HEX_LENGTH = 64;

  public ContentHash {
    boolean valid =
        hex != null
            && hex.length() == HEX_LENGTH
            && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    if (!valid) {
      throw new IllegalArgumentException(
          "content hash: %s (expected: 64 lower-case hexadecimal digits)".formatted(hex));
    }
  }

  /**
   * Reads a hash.
   *
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  @JsonCreator
  public static ContentHash parse(String hex) {
    return new ContentHash(hex);
  }

  /** The hash whose 32 bytes a digest has computed. */
  public static ContentHash ofDigest(byte[] digest) {
    return new ContentHash(HexFormat.of().formatHex(digest));
  }

  public static ContentHash of(byte[] content) {
    return ofDigest(newDigest().digest(content));
  }

  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The form S3 uses in {@code x-amz-checksum-sha256}. */
  public String base64() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  @Override
  public int compareTo(ContentHash other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
