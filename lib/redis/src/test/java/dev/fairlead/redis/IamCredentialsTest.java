package dev.fairlead.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class IamCredentialsTest {
  private static final IamAccess ACCESS =
      new IamAccess("fairlead-logs", "fairlead", "eu-central-1");
  private static final StaticCredentialsProvider IDENTITY =
      StaticCredentialsProvider.create(
          AwsSessionCredentials.create(
              "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "session/token+1"));
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  /** The expected signature was computed by another implementation, botocore's SigV4QueryAuth. */
  @Test
  void aTokenIsTheSignedRequestToConnectWithoutItsScheme() {
    String token = new IamCredentials(ACCESS, IDENTITY, NOON).token();

    assertThat(token)
        .startsWith("fairlead-logs/?")
        .contains("Action=connect")
        .contains("User=fairlead")
        .contains("ResourceType=ServerlessCache")
        .contains(
            "X-Amz-Credential=AKIDEXAMPLE%2F20261121%2Feu-central-1%2Felasticache%2Faws4_request")
        .contains("X-Amz-Expires=900")
        .contains("X-Amz-Security-Token=session%2Ftoken%2B1")
        .contains(
            "X-Amz-Signature=fea1fa24a5570affa30bcf924ef26d3e9aa8ed7c6456817a4673f60bdcd245e0");
  }

  @Test
  void whatElastiCacheWouldNotTakeIsRefused() {
    assertThatThrownBy(() -> new IamAccess("Logs", "fairlead", "eu-central-1"))
        .hasMessageContaining("FAIRLEAD_REDIS_IAM_CACHE: Logs");
    assertThatThrownBy(() -> new IamAccess("logs", "", "eu-central-1"))
        .hasMessageContaining("FAIRLEAD_REDIS_USER");
    assertThatThrownBy(() -> new IamAccess("logs", "fairlead", "EU"))
        .hasMessageContaining("AWS_REGION: EU");
  }
}
