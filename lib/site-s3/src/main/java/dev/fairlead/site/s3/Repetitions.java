package dev.fairlead.site.s3;

import dev.fairlead.site.InvalidDocumentException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Repeats reads that have failed for a reason that may pass, as the standard mode of the AWS SDKs
 * does ("Retry behavior" of their reference guide): three attempts, random pauses that grow, and an
 * allowance that all calls share, so that a store that is down is not asked three times as much.
 * Safe for use by several threads.
 */
final class Repetitions {
  private static final int ATTEMPTS = 3;
  private static final int THROTTLED = 10;
  private static final int ALLOWANCE = 500;
  private static final int PRICE = 5;

  private final Duration pause;
  private final AtomicInteger allowance = new AtomicInteger(ALLOWANCE);

  /**
   * @param pause the first one, at most
   */
  Repetitions(Duration pause) {
    this.pause = pause;
  }

  /** One try. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  /**
   * Runs it until it succeeds or there is no point in going on.
   *
   * @param key of the object, for messages
   * @param until when the caller's time is over
   */
  <T> T run(String key, long until, Attempt<T> attempt) throws IOException {
    for (int number = 1; ; number++) {
      try {
        T result = attempt.run();
        earn(number == 1 ? 1 : PRICE);
        return result;
      } catch (InvalidDocumentException e) {
        throw e;
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted(key, e);
        }
        if (!mayPass(e) || number == ATTEMPTS || !spend() || !rest(e, number, key, until)) {
          throw failure(key, number, e);
        }
      }
    }
  }

  private static boolean mayPass(IOException failure) {
    return switch (failure) {
      case RefusedException refused -> refused.isPassing();
      case MalformedAnswerException malformed -> false;
      case NoConnectionException none -> false;
      default -> true;
    };
  }

  private void earn(int amount) {
    if (allowance.get() < ALLOWANCE) {
      allowance.updateAndGet(before -> Math.min(ALLOWANCE, before + amount));
    }
  }

  private boolean spend() {
    int before = allowance.getAndUpdate(left -> left < PRICE ? left : left - PRICE);
    return before >= PRICE;
  }

  /** Waits; false if the caller's time would be over then. */
  private boolean rest(IOException failure, int number, String key, long until)
      throws InterruptedIOException {
    boolean throttled = failure instanceof RefusedException refused && refused.isThrottling();
    long most = pause.toNanos() * (throttled ? THROTTLED : 1) << (number - 1);
    Duration chosen = Duration.ofNanos(ThreadLocalRandom.current().nextLong(most));
    if (Monotonic.in(chosen) >= until) {
      return false;
    }
    try {
      Thread.sleep(chosen);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(key, failure);
    }
  }

  private static InterruptedIOException interrupted(String key, IOException cause) {
    InterruptedIOException interrupted =
        new InterruptedIOException("S3: reading %s was interrupted".formatted(key));
    interrupted.initCause(cause);
    return interrupted;
  }

  /** What a caller is told. */
  static IOException failure(String key, int attempts, IOException cause) {
    String after = attempts == 1 ? "" : " (%d attempts)".formatted(attempts);
    return new IOException("S3: cannot read %s: %s%s".formatted(key, reason(cause), after), cause);
  }

  private static String reason(IOException failure) {
    Throwable cause = failure.getCause();
    return cause == null ? words(failure) : words(failure) + ": " + words(cause);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
