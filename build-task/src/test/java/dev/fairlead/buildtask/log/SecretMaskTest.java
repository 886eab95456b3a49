package dev.fairlead.buildtask.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SecretMaskTest {
  private final SecretMask mask = new SecretMask(List.of("s3cret \"value\"", "short"));

  @Test
  void aSecretIsMaskedInEveryUsualForm() {
    assertThat(mask.apply("plain s3cret \"value\" here")).isEqualTo("plain *** here");
    assertThat(mask.apply("base64 czNjcmV0ICJ2YWx1ZSI=")).isEqualTo("base64 ***");
    assertThat(mask.apply("url s3cret+%22value%22")).isEqualTo("url ***");
    assertThat(mask.apply("json s3cret \\\"value\\\"")).isEqualTo("json ***");
  }

  @Test
  void shortTextsAreTooCommonToBeMasked() {
    assertThat(mask.apply("a short line")).isEqualTo("a short line");
  }
}
