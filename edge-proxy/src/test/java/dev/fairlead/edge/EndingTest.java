package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testing.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class EndingTest {
  private final List<String> ended = new ArrayList<>();

  @Test
  void aPartThatFailsKeepsNoOtherFromBeingEnded() {
    Ending ending =
        new Ending()
            .then("first", () -> ended.add("first"))
            .then(
                "failing",
                () -> {
                  throw new IllegalStateException("it cannot end");
                })
            .then(
                "worse",
                () -> {
                  throw new AssertionError("nor can this");
                })
            .then("last", () -> ended.add("last"));

    ending.run();

    assertThat(ended).containsExactly("first", "last");
  }

  @Test
  void whoAsksAtTheSameTimeWaitsAndEveryPartIsEndedOnce() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    Ending ending =
        new Ending().then("slow", () -> await(open)).then("last", () -> ended.add("last"));
    Thread first = Thread.ofPlatform().start(ending::run);
    Eventually.becomesTrue("it ends", () -> first.getState() == Thread.State.WAITING);
    Thread second = Thread.ofPlatform().start(ending::run);
    Eventually.becomesTrue("it waits too", () -> second.getState() == Thread.State.WAITING);
    assertThat(ended).isEmpty();

    open.countDown();

    first.join();
    second.join();
    ending.run();
    assertThat(ended).containsExactly("last");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("the test has ended", e);
    }
  }
}
