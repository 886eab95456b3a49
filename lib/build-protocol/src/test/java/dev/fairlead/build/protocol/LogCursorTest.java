package dev.fairlead.build.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogCursorTest {
  @Test
  void itIsWrittenAndReadAlike() {
    assertThat(LogCursor.parse("2.250")).isEqualTo(new LogCursor(2, 250)).hasToString("2.250");
  }

  @Test
  void aLaterAttemptComesAfterAnyLineOfAnEarlierOne() {
    assertThat(new LogCursor(2, 1)).isGreaterThan(new LogCursor(1, 900));
    assertThat(new LogCursor(1, 3))
        .isLessThan(new LogCursor(1, 900))
        .isGreaterThan(LogCursor.START);
  }

  @Test
  void aChunkEndsAtItsLastLine() {
    LogLine three = new LogLine(3, Instant.EPOCH, LogStream.STDOUT, "a");
    LogLine four = new LogLine(4, Instant.EPOCH, LogStream.STDOUT, "b");

    assertThat(new LogChunk(1, List.of(three, four)).end()).isEqualTo(new LogCursor(1, 4));
    assertThatThrownBy(() -> new LogChunk(1, List.of(four, three)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("line 3 follows line 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1.", ".1", "-1.2", "1.2.3", "1,2", "a.b", " 1.2", "9999999999.1"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> LogCursor.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
