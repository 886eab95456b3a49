package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import dev.fairlead.site.rules.RuleSource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However long a build's words are, what is kept of them is short. */
final class RuleProblemTest {
  private static final RuleSource PLACE = new RuleSource("_redirects", 2);

  @Test
  void keepsAWholeSentenceThatIsNotTooLong() {
    String sentence = "s".repeat(RuleProblem.MAX_SENTENCE);

    assertThat(problem(PLACE, sentence).sentence()).isEqualTo(sentence);
  }

  @Test
  void cutsASentenceAndSaysSo() {
    String cut = problem(PLACE, "s".repeat(123_456)).sentence();

    assertThat(cut).hasSize(RuleProblem.MAX_SENTENCE).endsWith("ss… (of 123,456 characters)");
    assertThat(problem(PLACE, cut).sentence()).isEqualTo(cut);
  }

  @Test
  void keepsTheEndOfAFileByWhichItIsKnown() {
    String file = "folder/".repeat(1_000) + "netlify.toml";

    RuleSource source = problem(new RuleSource(file, 7), "It is wrong.").source();

    assertThat(source.file()).hasSize(RuleProblem.MAX_FILE).startsWith("…");
    assertThat(source.toString()).endsWith("/netlify.toml:7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  void cutsNoCharacterInTwo(String before) {
    String smiles = before + "😀".repeat(2_000);

    RuleProblem problem = problem(new RuleSource(smiles, 1), smiles);

    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(problem.sentence())).isTrue();
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(problem.source().file())).isTrue();
  }

  @Test
  void isCutAsItIsReadToo() throws InvalidDocumentException {
    String json =
        """
        {"source": {"file": "_redirects", "line": 2}, "severity": "ERROR", "sentence": "%s"}
        """
            .formatted("s".repeat(5_000));

    RuleProblem read =
        WireFormat.parse("problem", json.getBytes(StandardCharsets.UTF_8), RuleProblem.class);

    assertThat(read.sentence()).hasSize(RuleProblem.MAX_SENTENCE);
    assertThat(read.count()).isEqualTo(1);
  }

  @Test
  void countsWhatIsNotListed() {
    assertThat(new RuleProblem(PLACE, Severity.ERROR, "Not listed: 7 more errors.", 7).count())
        .isEqualTo(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RuleProblem(PLACE, Severity.ERROR, "Not listed: 0.", 0))
        .withMessage("unlisted: 0 (expected: 1 or more)");
  }

  private static RuleProblem problem(RuleSource source, String sentence) {
    return new RuleProblem(source, Severity.ERROR, sentence);
  }
}
