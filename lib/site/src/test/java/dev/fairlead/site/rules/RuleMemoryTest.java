package dev.fairlead.site.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleMemoryTest {
  private static final RuleSource SOURCE = new RuleSource("_redirects", 1);

  @Test
  void countsSegmentsPlaceholdersTextAndConditions() {
    long plain = RuleMemory.of(redirect("/old", "/new"));
    assertThat(plain).isEqualTo(400 + 8 + 8);
    assertThat(RuleMemory.of(redirect("/old/a/b", "/new"))).isEqualTo(plain + 8);
    assertThat(RuleMemory.of(redirect("/old/:a/*", "/new"))).isEqualTo(plain + 300 + 10);
    assertThat(RuleMemory.of(redirect("/old", "/new/:a"))).isEqualTo(plain + 110 + 6);
    RuleConditions conditions =
        new RuleConditions(Map.of("id", "7"), Set.of("DE"), Set.of("de"), Set.of("beta"));
    RedirectRule conditional =
        new RedirectRule(SOURCE, RuleScope.ofPath("/old"), conditions, "/new", 301, false);
    assertThat(RuleMemory.of(conditional)).isEqualTo(plain + 4 * 250 + 2 * (3 + 2 + 4));
  }

  @Test
  void countsTheFieldsOfHeaders() {
    HeaderRule rule =
        new HeaderRule(
            SOURCE,
            RuleScope.ofPath("/a/*"),
            List.of(
                new HeaderRule.Field("x-a", "1", false), new HeaderRule.Field("x-b", null, false)));
    assertThat(RuleMemory.of(rule)).isEqualTo(400 + 200 + 8 + 2 * 100 + 2 * (3 + 1 + 3));
  }

  private static RedirectRule redirect(String from, String to) {
    return new RedirectRule(SOURCE, RuleScope.ofPath(from), null, to, 301, false);
  }
}
