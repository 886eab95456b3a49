package dev.fairlead.build.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildLog.Entry;
import dev.fairlead.build.protocol.BuildLog.Position;
import dev.fairlead.build.protocol.BuildLog.Subscription;
import dev.fairlead.site.DeploymentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link BuildLog} does; run against each implementation. */
public abstract class BuildLogContract {
  private static final Random RANDOM = new Random();
  private static final int PATIENCE_SECONDS = 60;
  private final DeploymentId deployment = DeploymentId.random(RANDOM);

  protected abstract BuildLog log();

  @Test
  void readsWhatWasAppendedInOrder() throws Exception {
    log().append(deployment, chunk(1, 1, 3));
    log().append(deployment, chunk(1, 4, 4));
    log().append(deployment, new LogEnd("ready"));

    assertThat(messages(log().read(deployment, Position.START, 1000)))
        .containsExactly(chunk(1, 1, 3), chunk(1, 4, 4), new LogEnd("ready"));
  }

  @Test
  void readsOnFromAPosition() throws Exception {
    List<LogMessage> appended = new ArrayList<>();
    for (int line = 1; line <= 25; line++) {
      LogChunk chunk = chunk(1, line, line);
      log().append(deployment, chunk);
      appended.add(chunk);
    }

    List<LogMessage> read = new ArrayList<>();
    Position position = Position.START;
    for (int page = 0; page < 3; page++) {
      List<Entry> entries = log().read(deployment, position, 10);
      read.addAll(messages(entries));
      position = entries.getLast().position();
    }

    assertThat(read).isEqualTo(appended);
    assertThat(log().read(deployment, position, 10)).isEmpty();
    log().append(deployment, chunk(1, 26, 26));
    assertThat(messages(log().read(deployment, position, 10))).containsExactly(chunk(1, 26, 26));
  }

  @Test
  void anUnknownLogIsEmpty() throws Exception {
    assertThat(log().read(deployment, Position.START, 10)).isEmpty();
  }

  @Test
  void aMessageAppendedAgainIsThereTwice() throws Exception {
    log().append(deployment, chunk(1, 1, 2));
    log().append(deployment, chunk(1, 1, 2));

    assertThat(messages(log().read(deployment, Position.START, 10)))
        .containsExactly(chunk(1, 1, 2), chunk(1, 1, 2));
  }

  @Test
  void everyFollowerHearsWhatIsAppendedFromThenOn() throws Exception {
    log().append(deployment, chunk(1, 1, 1));
    BlockingQueue<LogMessage> first = new LinkedBlockingQueue<>();
    BlockingQueue<LogMessage> second = new LinkedBlockingQueue<>();
    try (Subscription one = log().follow(deployment, first::add);
        Subscription two = log().follow(deployment, second::add)) {
      assertThat(one).isNotSameAs(two);
      for (int line = 2; line <= 100; line++) {
        log().append(deployment, chunk(1, line, line));
      }
      assertHears(first, chunk(1, 1, 1));
      assertHears(second, chunk(1, 1, 1));
    }
  }

  /**
   * @param before appended before, which may have been on its way to the followers
   */
  private static void assertHears(BlockingQueue<LogMessage> heard, LogMessage before)
      throws InterruptedException {
    LogMessage next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (before.equals(next)) {
      next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    for (int line = 2; line <= 100; line++) {
      assertThat(next).isEqualTo(chunk(1, line, line));
      next = line < 100 ? heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) : null;
    }
  }

  @Test
  void whoHasLeftHearsNothingMore() throws Exception {
    BlockingQueue<LogMessage> gone = new LinkedBlockingQueue<>();
    BlockingQueue<LogMessage> there = new LinkedBlockingQueue<>();
    Subscription leaving = log().follow(deployment, gone::add);
    try (Subscription staying = log().follow(deployment, there::add)) {
      assertThat(staying).isNotNull();
      leaving.close();
      leaving.close();
      log().append(deployment, chunk(1, 1, 1));

      assertThat(there.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(chunk(1, 1, 1));
      assertThat(gone).isEmpty();
    }
    try (Subscription again = log().follow(deployment, gone::add)) {
      assertThat(again).isNotNull();
      log().append(deployment, chunk(1, 2, 2));
      assertThat(gone.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(chunk(1, 2, 2));
    }
  }

  @Test
  void theLogsOfTwoDeploymentsAreApart() throws Exception {
    DeploymentId other = DeploymentId.random(RANDOM);
    BlockingQueue<LogMessage> heard = new LinkedBlockingQueue<>();
    try (Subscription following = log().follow(deployment, heard::add)) {
      assertThat(following).isNotNull();
      log().append(other, chunk(1, 1, 1));
      log().append(deployment, chunk(1, 7, 7));

      assertThat(heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(chunk(1, 7, 7));
      assertThat(messages(log().read(other, Position.START, 10))).containsExactly(chunk(1, 1, 1));
    }
  }

  /** Lines {@code first} to {@code last} of an attempt. */
  public static LogChunk chunk(int attempt, long first, long last) {
    List<LogLine> lines = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      lines.add(
          new LogLine(
              number,
              Instant.parse("2026-03-04T05:06:07.890Z"),
              LogStream.STDOUT,
              "line %d of attempt %d: \u001b[32mgrün\u001b[0m".formatted(number, attempt)));
    }
    return new LogChunk(attempt, lines);
  }

  private static List<LogMessage> messages(List<Entry> entries) {
    return entries.stream().map(Entry::message).toList();
  }
}
