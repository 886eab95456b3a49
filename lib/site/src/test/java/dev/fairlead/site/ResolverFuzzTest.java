package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code ./fairlead bench fuzz} runs the same for as many requests as wanted. */
final class ResolverFuzzTest {
  private static final long REQUESTS = 40_000;

  @Test
  void theResolverAnswersAsTheModelDoes() {
    ResolverFuzz.Result result = ResolverFuzz.run(1, REQUESTS);

    assertThat(result.differences()).isEmpty();
    assertThat(result.kinds())
        .containsOnlyKeys(
            "200",
            "301",
            "302",
            "303",
            "307",
            "308",
            "400",
            "404",
            "410",
            "451",
            "kept by the path",
            "proxy");
    assertThat(result.requests()).isGreaterThanOrEqualTo(REQUESTS);
  }
}
