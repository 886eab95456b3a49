package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills all processes of a user when together they hold more memory than they may. It looks ten
 * times a second: what grows faster meets the kernel's own bound for the task.
 */
final class MemoryWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MemoryWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final UserProcesses processes;
  private final long limitBytes;
  private final Thread thread;
  private volatile boolean exceeded;

  private MemoryWatch(UserProcesses processes, long limitBytes) {
    this.processes = processes;
    this.limitBytes = limitBytes;
    this.thread = Thread.ofPlatform().name("memory-watch").daemon().unstarted(this::watch);
  }

  static MemoryWatch start(UserProcesses processes, long limitBytes) {
    MemoryWatch watch = new MemoryWatch(processes, limitBytes);
    watch.thread.start();
    return watch;
  }

  /** Whether the limit was reached and everything was killed for it. */
  boolean exceeded() {
    return exceeded;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (!exceeded) {
        TimeUnit.NANOSECONDS.sleep(PERIOD.toNanos());
        if (processes.memoryBytes() > limitBytes) {
          exceeded = true;
          processes.killAll();
        }
      }
    } catch (InterruptedException e) {
      // The command has ended.
    } catch (IOException e) {
      log.atWarn().setCause(e).log("the memory of a command is not watched any more");
    }
  }
}
