package dev.fairlead.testing.bench;

import java.util.concurrent.TimeUnit;

/** Pauses between two looks. */
final class Waiting {
  private Waiting() {}

  static void millis(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
