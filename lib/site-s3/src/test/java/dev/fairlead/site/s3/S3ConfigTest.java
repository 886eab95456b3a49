package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class S3ConfigTest {

  @Test
  void readsTheEnvironment() {
    assertThat(
            S3Config.fromEnvironment(
                Map.of("FAIRLEAD_S3_BUCKET", "sites", "AWS_REGION", "eu-central-1")))
        .isEqualTo(new S3Config("sites", "eu-central-1", null, false, null));
    assertThat(
            S3Config.fromEnvironment(
                Map.of(
                    "FAIRLEAD_S3_BUCKET", "sites",
                    "AWS_REGION", "local",
                    "AWS_ENDPOINT_URL", "http://127.0.0.1:9000")))
        .isEqualTo(new S3Config("sites", "local", URI.create("http://127.0.0.1:9000"), true, null));
  }

  @Test
  void namesAllProblemsAtOnce() {
    assertThatThrownBy(() -> S3Config.fromEnvironment(Map.of("AWS_ENDPOINT_URL", "nowhere")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            FAIRLEAD_S3_BUCKET is not set
            AWS_REGION is not set
            AWS_ENDPOINT_URL: nowhere (expected: http://host:port or https://host)\
            """);
    assertThatThrownBy(
            () ->
                S3Config.fromEnvironment(
                    Map.of(
                        "FAIRLEAD_S3_BUCKET", "My_Sites",
                        "AWS_REGION", "Frankfurt",
                        "AWS_ENDPOINT_URL_S3", "http://not a host")))
        .hasMessage(
            """
            FAIRLEAD_S3_BUCKET: My_Sites (expected: 3–63 of a-z, 0-9, dots and hyphens)
            AWS_REGION: Frankfurt (expected: a name such as eu-central-1)
            AWS_ENDPOINT_URL_S3: http://not a host (expected: http://host:port or https://host)\
            """);
  }

  @Test
  void refusesABucketOfAnotherKind() {
    assertThatThrownBy(
            () -> new S3Config("sites--euc1-az1--x-s3", "eu-central-1", null, false, null))
        .hasMessageContaining("is a directory bucket (expected: a general purpose bucket)");
  }

  @Test
  void doesNotPrintTheSecret() {
    assertThat(new S3Config.Credentials("id", "hidden").toString()).doesNotContain("hidden");
  }
}
