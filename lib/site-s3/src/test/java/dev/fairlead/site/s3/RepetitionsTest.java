package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RepetitionsTest {
  private final Repetitions repetitions = new Repetitions(Duration.ofNanos(1));
  private final AtomicInteger attempts = new AtomicInteger();

  /** 500 to begin with, and each repetition costs 5. */
  @Test
  void aStoreThatIsDownIsSoonAskedOnlyOncePerCall() throws Exception {
    for (int call = 0; call < 50; call++) {
      fail(Monotonic.NEVER);
    }
    assertThat(attempts.getAndSet(0)).isEqualTo(150);

    fail(Monotonic.NEVER);
    assertThat(attempts.getAndSet(0)).isEqualTo(1);

    for (int call = 0; call < 5; call++) {
      assertThat(repetitions.run("key", Monotonic.NEVER, () -> "success")).isEqualTo("success");
    }
    fail(Monotonic.NEVER);
    assertThat(attempts.get()).isEqualTo(2);
  }

  @Test
  void nothingIsRepeatedAfterTheTimeOfTheCall() {
    fail(Monotonic.now());
    assertThat(attempts.get()).isEqualTo(1);
  }

  @Test
  void anInterruptedThreadRepeatsNothing() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> run(Monotonic.NEVER)).isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(attempts.get()).isEqualTo(1);
  }

  private void fail(long until) {
    assertThatThrownBy(() -> run(until))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("S3: cannot read key: broken");
  }

  private void run(long until) throws IOException {
    repetitions.run(
        "key",
        until,
        () -> {
          attempts.incrementAndGet();
          throw new IOException("broken");
        });
  }
}
