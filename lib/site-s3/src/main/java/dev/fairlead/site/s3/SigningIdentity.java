package dev.fairlead.site.s3;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * In whose name requests are signed.
 *
 * @param token of a session; empty for credentials that stay
 */
record SigningIdentity(String id, String secret, String token) {
  SigningIdentity {
    check("access key id", id);
    check("secret access key", secret);
    if (!token.isEmpty()) {
      check("session token", token);
    }
  }

  /** The SDK's, without the white space around them that files and variables may have. */
  static SigningIdentity of(AwsCredentials credentials) {
    String token =
        credentials instanceof AwsSessionCredentials session ? session.sessionToken() : "";
    return new SigningIdentity(
        credentials.accessKeyId().strip(), credentials.secretAccessKey().strip(), token.strip());
  }

  /** Two of them become headers, where a line break would be a header of its own. */
  private static void check(String what, String value) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "%s: %d characters (expected: visible ASCII, at least one)"
              .formatted(what, value.length()));
    }
  }

  @Override
  public String toString() {
    return "SigningIdentity[id=%s]".formatted(id);
  }
}
