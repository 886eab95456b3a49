package dev.fairlead.build.log.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.BuildLog.Position;
import dev.fairlead.build.protocol.BuildLogContract;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RedisBuildLogTest extends BuildLogContract {
  @RegisterExtension static final LocalRedis LOCAL = new LocalRedis();
  private final DeploymentId deployment = DeploymentId.random(new Random());
  private final RedisBuildLog log = new RedisBuildLog(LOCAL.redis());

  @Override
  protected BuildLog log() {
    return log;
  }

  @Test
  void aRunningLogIsKeptForADayAndAnEndedOneForAnHour() throws Exception {
    String key = "fairlead:log:" + deployment;
    log.append(deployment, chunk(1, 1, 1));
    long running = LOCAL.redis().call(commands -> commands.ttl(key));
    assertThat(running).isBetween(86_390L, 86_400L);

    log.append(deployment, new LogEnd("ready"));
    long ended = LOCAL.redis().call(commands -> commands.ttl(key));
    assertThat(ended).isBetween(3590L, 3600L);
  }

  @Test
  void survivesARestartOfRedis() throws Exception {
    BlockingQueue<LogMessage> heard = new LinkedBlockingQueue<>();
    try (BuildLog.Subscription following = log.follow(deployment, heard::add)) {
      assertThat(following).isNotNull();
      log.append(deployment, chunk(1, 1, 1));
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(chunk(1, 1, 1));

      LOCAL.stop();
      long start = System.nanoTime();
      assertThatThrownBy(() -> log.append(deployment, chunk(1, 2, 2)))
          .isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      LOCAL.startAgain();

      assertThat(appendedWithin(Duration.ofSeconds(20), chunk(1, 2, 2))).isTrue();
      long line = 3;
      LogMessage next = heard.poll(100, TimeUnit.MILLISECONDS);
      while (next == null && line < 200) {
        log.append(deployment, chunk(1, line, line));
        line++;
        next = heard.poll(100, TimeUnit.MILLISECONDS);
      }
      assertThat(next).isNotNull();
      assertThat(log.read(deployment, Position.START, 2))
          .extracting(BuildLog.Entry::message)
          .containsExactly(chunk(1, 1, 1), chunk(1, 2, 2));
    }
  }

  private boolean appendedWithin(Duration limit, LogMessage message) {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      try {
        log.append(deployment, message);
        return true;
      } catch (IOException notYet) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    return false;
  }
}
