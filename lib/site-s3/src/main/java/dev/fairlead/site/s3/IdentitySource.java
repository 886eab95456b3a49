package dev.fairlead.site.s3;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * In whose name to sign now, by the SDK's provider, which renews credentials before they expire.
 * Safe for use by several threads.
 */
final class IdentitySource {
  private final AwsCredentialsProvider provider;
  private volatile @Nullable Known last;

  IdentitySource(AwsCredentialsProvider provider) {
    this.provider = provider;
  }

  /** What the provider has given last: it gives the same object as long as it is good. */
  private record Known(AwsCredentials credentials, SigningIdentity identity) {}

  /**
   * @throws IOException if there are no credentials, or none that can sign
   */
  SigningIdentity current() throws IOException {
    try {
      AwsCredentials credentials = provider.resolveCredentials();
      Known known = last;
      if (known == null || known.credentials() != credentials) {
        known = new Known(credentials, SigningIdentity.of(credentials));
        last = known;
      }
      return known.identity();
    } catch (SdkException | IllegalArgumentException e) {
      throw new IOException("no credentials to sign with: " + e.getMessage(), e);
    }
  }
}
