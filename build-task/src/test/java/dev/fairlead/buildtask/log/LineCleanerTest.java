package dev.fairlead.buildtask.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.LogLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineCleanerTest {
  /** ␛ stands for ESC, ␇ for BEL, ␈ for backspace, ⟪ for a right-to-left override. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain text|plain text",
        "ünïcode ✓ 🌱|ünïcode ✓ 🌱",
        "␛[31mred␛[0m|␛[31mred␛[0m",
        "␛[38;5;208mx␛[m|␛[38;5;208mx␛[m",
        "␛[38:2::1:2:3mx|␛[38:2::1:2:3mx",
        "␛[2K␛[1Gdone|done",
        "␛[?25lhidden␛[?25h|hidden",
        "␛[>4;2mx|x",
        "␛]0;title␇x|x",
        "␛]8;;http://evil/␛\\click␛]8;;␛\\|click",
        "␛P+q544e␛\\x|x",
        "␛(Bx|x",
        "␛cx|x",
        "a␈b␇c|abc",
        "user⟪txt.exe|user<U+202E>txt.exe",
        "half␛|half",
        "half␛[12|half",
        "␛]0;never ends|''",
        "tab\tstays|tab\tstays"
      })
  void onlyColoursAndStylesSurvive(String raw, String clean) {
    assertThat(LineCleaner.clean(real(raw))).isEqualTo(real(clean));
  }

  private static String real(String text) {
    return text.replace('␛', '\u001b')
        .replace('␇', '\u0007')
        .replace('␈', '\b')
        .replace('⟪', '\u202e');
  }

  @Test
  void aLongLineIsCutAndMarkedWithoutBreakingACharacter() {
    String cut = LineCleaner.clean("🌱".repeat(10_000));

    assertThat(cut.length()).isBetween(LogLine.MAX_LENGTH - 2, LogLine.MAX_LENGTH);
    assertThat(cut).endsWith("🌱 … [line cut]");
  }
}
