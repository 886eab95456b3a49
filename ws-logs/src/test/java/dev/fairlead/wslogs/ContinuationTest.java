package dev.fairlead.wslogs;

import static dev.fairlead.build.protocol.BuildLogContract.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.LogCursor;
import org.junit.jupiter.api.Test;

final class ContinuationTest {

  @Test
  void theNextLinesFollow() {
    assertThat(Continuation.of(LogCursor.START, chunk(1, 1, 3)))
        .isEqualTo(new Continuation.Next(chunk(1, 1, 3)));
    assertThat(Continuation.of(new LogCursor(1, 3), chunk(1, 4, 4)))
        .isEqualTo(new Continuation.Next(chunk(1, 4, 4)));
    assertThat(Continuation.of(new LogCursor(1, 3), chunk(1, 2, 5)))
        .isEqualTo(new Continuation.Next(chunk(1, 4, 5)));
  }

  @Test
  void aGreaterAttemptFollowsFromItsFirstLine() {
    assertThat(Continuation.of(new LogCursor(1, 300), chunk(2, 1, 2)))
        .isEqualTo(new Continuation.Next(chunk(2, 1, 2)));
    assertThat(Continuation.of(new LogCursor(1, 300), chunk(2, 2, 2)))
        .isEqualTo(new Continuation.Gap());
  }

  @Test
  void whatWasReadOrReplacedIsSeen() {
    assertThat(Continuation.of(new LogCursor(1, 3), chunk(1, 1, 3)))
        .isEqualTo(new Continuation.Seen());
    assertThat(Continuation.of(new LogCursor(2, 1), chunk(1, 400, 401)))
        .isEqualTo(new Continuation.Seen());
  }

  @Test
  void missingLinesAreAGap() {
    assertThat(Continuation.of(new LogCursor(1, 3), chunk(1, 5, 6)))
        .isEqualTo(new Continuation.Gap());
    assertThat(Continuation.of(LogCursor.START, chunk(1, 2, 6))).isEqualTo(new Continuation.Gap());
  }
}
