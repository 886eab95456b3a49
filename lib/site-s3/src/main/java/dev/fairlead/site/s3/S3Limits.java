package dev.fairlead.site.s3;

import java.time.Duration;

/**
 * How much one bucket's connections may take.
 *
 * @param connections open at a time, 1–10,000
 * @param connect until an address answers
 * @param silence without a byte from the other side, and the wait for a free connection
 * @param call a whole call with its repetitions; of a body that is streamed, until its first byte
 * @param idle that a connection is kept for the next call; less than S3 keeps it
 * @param pause before the first repetition, at most; ten times as much where the store asks for
 *     fewer requests. Every further pause may be twice as long
 */
record S3Limits(
    int connections,
    Duration connect,
    Duration silence,
    Duration call,
    Duration idle,
    Duration pause) {
  private static final int MOST_CONNECTIONS = 10_000;
  private static final Duration LONGEST = Duration.ofHours(1);

  /** What a program in production has. */
  static final S3Limits STANDARD =
      new S3Limits(
          256,
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofMillis(100));

  S3Limits {
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new IllegalArgumentException(
          "connections: %d (expected: 1–%d)".formatted(connections, MOST_CONNECTIONS));
    }
    check("connect", connect);
    check("silence", silence);
    check("call", call);
    check("idle", idle);
    check("pause", pause);
  }

  private static void check(String name, Duration time) {
    if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s: %s (expected: 1 ms to %s)".formatted(name, time, LONGEST));
    }
  }
}
