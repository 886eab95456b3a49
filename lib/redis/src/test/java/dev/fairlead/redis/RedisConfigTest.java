package dev.fairlead.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RedisConfigTest {
  @Test
  void theDefaultsAreASingleServerAndTheCertificatesOfJava() {
    assertThat(RedisConfig.fromEnvironment(Map.of("FAIRLEAD_REDIS_URL", "redis://:secret@h:1")))
        .isEqualTo(new RedisConfig(URI.create("redis://:secret@h:1"), false, null, null));
  }

  @Test
  void aCacheOfAwsIsAClusterWithTokens() {
    assertThat(
            RedisConfig.fromEnvironment(
                Map.of(
                    "FAIRLEAD_REDIS_URL", "rediss://h:6379",
                    "FAIRLEAD_REDIS_CLUSTER", "true",
                    "FAIRLEAD_REDIS_USER", "fairlead",
                    "FAIRLEAD_REDIS_IAM_CACHE", "fairlead-small",
                    "AWS_REGION", "eu-central-1")))
        .isEqualTo(
            new RedisConfig(
                URI.create("rediss://h:6379"),
                true,
                new IamAccess("fairlead-small", "fairlead", "eu-central-1"),
                null));
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                RedisConfig.fromEnvironment(
                    Map.of("FAIRLEAD_REDIS_CLUSTER", "yes", "FAIRLEAD_REDIS_IAM_CACHE", "cache")))
        .hasMessageContaining("FAIRLEAD_REDIS_URL is not set")
        .hasMessageContaining("FAIRLEAD_REDIS_CLUSTER: yes (expected: true or false)")
        .hasMessageContaining("FAIRLEAD_REDIS_USER and AWS_REGION must be set too");
  }

  @Test
  void anAddressThatIsNoneIsNamedWithoutItsPassword() {
    assertThatThrownBy(
            () ->
                RedisConfig.fromEnvironment(
                    Map.of(
                        "FAIRLEAD_REDIS_URL", "redis://:open sesame@h:1",
                        "FAIRLEAD_REDIS_IAM_CACHE", "No",
                        "FAIRLEAD_REDIS_USER", "fairlead",
                        "AWS_REGION", "eu-central-1")))
        .hasMessageContaining("FAIRLEAD_REDIS_URL: no address")
        .hasMessageContaining("FAIRLEAD_REDIS_IAM_CACHE: No (expected: 1–40")
        .message()
        .doesNotContain("sesame");
    assertThatThrownBy(
            () -> RedisConfig.fromEnvironment(Map.of("FAIRLEAD_REDIS_URL", "http://:secret@h")))
        .hasMessage(
            "FAIRLEAD_REDIS_URL: http://… (expected: redis://:password@host:port or rediss://…)");
  }

  @Test
  void aTokenIsNotSentInPlainText() {
    IamAccess access = new IamAccess("cache", "fairlead", "eu-central-1");
    assertThatThrownBy(() -> new RedisConfig(URI.create("redis://h:1"), true, access, null))
        .hasMessageContaining("expected: rediss://");
  }

  @Test
  void certificatesMustBeThere() {
    Path missing = Path.of("/does/not/exist.pem");
    assertThatThrownBy(() -> new RedisConfig(URI.create("rediss://h:1"), false, null, missing))
        .hasMessageContaining("/does/not/exist.pem");
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(RedisConfig.of(URI.create("redis://:secret@h:1")).toString())
        .doesNotContain("secret");
  }
}
