package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantityTest {

  @ParameterizedTest
  @CsvSource({"0, 0 rules", "1, 1 rule", "2, 2 rules", "1000, '1,000 rules'"})
  void isSaidInTheSingularForOneOnly(long number, String text) {
    assertThat(Quantity.of(number, "rule")).hasToString(text);
  }

  @Test
  void takesAPluralAsItIs() {
    assertThat(new Quantity(2, "redirect or rewrite", "redirects and rewrites"))
        .hasToString("2 redirects and rewrites");
  }

  @Test
  void isNeverLessThanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.of(-1, "rule"))
        .withMessage("number: -1 (expected: 0 or more)");
  }
}
