package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

final class RequestSignerTest {
  private static final SigningIdentity DOCUMENTED =
      new SigningIdentity("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "");

  /** "Example: GET Object" of the page that {@link RequestSigner} names. */
  @Test
  void signsTheDocumentedExample() {
    String head =
        new RequestSigner("us-east-1")
            .head(
                "examplebucket.s3.amazonaws.com",
                "/test.txt",
                "bytes=0-9",
                DOCUMENTED,
                Instant.parse("2013-05-24T00:00:00Z"));

    assertThat(head)
        .startsWith("GET /test.txt HTTP/1.1\r\nhost:examplebucket.s3.amazonaws.com\r\n")
        .contains("\r\nrange:bytes=0-9\r\n")
        .contains("\r\nx-amz-date:20130524T000000Z\r\n")
        .contains("Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,")
        .contains("SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,")
        .contains("Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void agreesWithTheSignerOfTheSdk() {
    Random random = new Random(7);
    RequestSigner signer = new RequestSigner("ap-southeast-2");
    S3Address address = new S3Address(true, "b.s3.ap-southeast-2.amazonaws.com", 443, "/");
    for (int i = 0; i < 2000; i++) {
      // Days and secrets come back, so that kept keys are used as well as new ones.
      Instant at = Instant.EPOCH.plus(Duration.ofHours(random.nextInt(100)));
      String secret = "secret" + random.nextInt(3);
      AwsCredentials credentials =
          random.nextBoolean()
              ? AwsBasicCredentials.create("id", secret)
              : AwsSessionCredentials.create("id", secret, "token/+=" + i);
      String target = address.target(randomKey(random));
      String range = random.nextBoolean() ? "bytes=%d-%d".formatted(i, i + 9) : "";

      String head =
          signer.head(address.authority(), target, range, SigningIdentity.of(credentials), at);

      assertThat(head)
          .contains(
              "\r\nauthorization: " + ofSdk(address, target, range, credentials, at) + "\r\n");
    }
  }

  private static String ofSdk(
      S3Address address, String target, String range, AwsCredentials credentials, Instant at) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://" + address.authority() + target));
    if (!range.isEmpty()) {
      request.putHeader("Range", range);
    }
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "ap-southeast-2")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(
                            AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
            .request();
    return signed.firstMatchingHeader("Authorization").orElseThrow();
  }

  private static String randomKey(Random random) {
    StringBuilder key = new StringBuilder("k");
    for (int length = random.nextInt(30); length > 0; length--) {
      key.appendCodePoint(
          random.nextInt(10) == 0 ? 0x80 + random.nextInt(0x800) : ' ' + random.nextInt(95));
    }
    return key.toString();
  }

  @Test
  void nothingButVisibleAsciiBecomesAHeader() {
    assertThatThrownBy(() -> new SigningIdentity("id\r\nx: y", "secret", ""))
        .hasMessage("access key id: 8 characters (expected: visible ASCII, at least one)");
    assertThatThrownBy(() -> new SigningIdentity("id", "", ""))
        .hasMessageStartingWith("secret access key: 0 characters");
    assertThatThrownBy(() -> new SigningIdentity("id", "secret", "to\nken"))
        .hasMessageStartingWith("session token: 6 characters");
    assertThat(SigningIdentity.of(AwsBasicCredentials.create(" id\n", "secret\n")))
        .isEqualTo(new SigningIdentity("id", "secret", ""));
    assertThat(DOCUMENTED.toString()).doesNotContain("wJalr");
  }
}
