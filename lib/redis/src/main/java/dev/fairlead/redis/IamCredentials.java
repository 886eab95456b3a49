package dev.fairlead.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Signs a new access token for each connection: the query-signed URL of a request {@code connect}
 * to the cache, without its scheme. A token is good for 15 minutes, a connection for 12 hours; the
 * connection that replaces it signs anew.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html">Authenticating
 *     with IAM</a>
 */
final class IamCredentials implements RedisCredentialsProvider {
  private static final Duration VALIDITY = Duration.ofSeconds(900);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String SCHEME = "http://";

  private final IamAccess access;
  private final IdentityProvider<? extends AwsCredentialsIdentity> identities;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  IamCredentials(
      IamAccess access,
      IdentityProvider<? extends AwsCredentialsIdentity> identities,
      Clock clock) {
    this.access = access;
    this.identities = identities;
    this.clock = clock;
  }

  /** Finding the identity of the task may block, so it does not happen on an event loop. */
  @Override
  public Mono<RedisCredentials> resolveCredentials() {
    return Mono.fromCallable(() -> RedisCredentials.just(access.user(), token()))
        .subscribeOn(Schedulers.boundedElastic())
        .timeout(PATIENCE);
  }

  String token() {
    SdkHttpRequest connect =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("http")
            .host(access.cache())
            .encodedPath("/")
            .appendRawQueryParameter("Action", "connect")
            .appendRawQueryParameter("User", access.user())
            .appendRawQueryParameter("ResourceType", "ServerlessCache")
            .build();
    AwsCredentialsIdentity identity = identities.resolveIdentity().join();
    String url =
        signer
            .sign(
                request ->
                    request
                        .identity(identity)
                        .request(connect)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "elasticache")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, access.region())
                        .putProperty(
                            AwsV4FamilyHttpSigner.AUTH_LOCATION,
                            AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALIDITY))
            .request()
            .getUri()
            .toString();
    return url.substring(SCHEME.length());
  }
}
