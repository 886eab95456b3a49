package dev.fairlead.api.credential;

import dev.fairlead.site.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret of 256 random bits that means nothing by itself. It is shown once and stored as its
 * SHA-256: with that much randomness a fast hash is as good as a slow one.
 *
 * @param text a prefix that tells its kind, then base64url
 */
public record OpaqueToken(String text) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static OpaqueToken random(Kind kind) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new OpaqueToken(
        kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What is stored: 32 bytes. */
  public byte[] hash() {
    return hashOf(text);
  }

  /** What is stored for a token that somebody presents. */
  public static byte[] hashOf(String text) {
    return ContentHash.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a text that somebody presents claims to be of a kind. */
  public static boolean isOf(Kind kind, String text) {
    return text.startsWith(kind.prefix);
  }

  @Override
  public String toString() {
    return "OpaqueToken[hidden]";
  }

  /** What a token is for; the prefix lets people and scanners recognise a leaked one. */
  public enum Kind {
    API("flt_"),
    SESSION("fls_"),
    SIGN_IN("fli_"),
    BUILD_START("flb_"),
    BUILD_ATTEMPT("fla_"),
    INSPECTION("fln_"),
    WARM_TASK("flw_");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }
}
