package dev.fairlead.buildtask.sandbox;

import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one process from start to end. It must be started and awaited on the same platform
 * thread: the kernel counts the death of the starting thread as that of the parent (prctl(2),
 * PR_SET_PDEATHSIG).
 */
final class CommandProcess {
  private static final Logger log = LoggerFactory.getLogger(CommandProcess.class);

  /** How long output may still come after the end, from a stream that something keeps open. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final ProcessBuilder builder;
  private final CommandOutput output;

  private final ProcessKiller killer;

  /** One that we may kill ourselves. */
  CommandProcess(ProcessBuilder builder, CommandOutput output) {
    this(builder, output, CommandProcess::killTree);
  }

  CommandProcess(ProcessBuilder builder, CommandOutput output, ProcessKiller killer) {
    this.builder = builder;
    this.output = output;
    this.killer = killer;
  }

  CommandOutcome run(Duration timeout, StopSignal stop) throws IOException {
    if (stop.isStopped()) {
      return new CommandOutcome.Stopped();
    }
    Process process = builder.redirectInput(new File("/dev/null")).start();
    AtomicBoolean stopped = new AtomicBoolean();
    Thread out = pump(LogStream.STDOUT, process.getInputStream());
    Thread err = pump(LogStream.STDERR, process.getErrorStream());
    try (StopSignal.Registration registration =
        stop.onStop(
            () -> {
              stopped.set(true);
              killQuietly(process);
            })) {
      boolean inTime = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
      killer.kill(process);
      int code = process.waitFor();
      drain(process, List.of(out, err));
      if (stopped.get()) {
        return new CommandOutcome.Stopped();
      }
      return inTime ? new CommandOutcome.Exited(code) : new CommandOutcome.TimedOut();
    } catch (InterruptedException e) {
      killQuietly(process);
      Thread.currentThread().interrupt();
      return new CommandOutcome.Stopped();
    }
  }

  private Thread pump(LogStream stream, InputStream from) {
    return Thread.ofPlatform()
        .name("command-" + stream.name())
        .daemon()
        .start(
            () -> {
              try (from) {
                output.copy(stream, from);
              } catch (IOException e) {
                // The stream was closed under the reader, after the process's end.
              }
            });
  }

  private static void drain(Process process, List<Thread> pumps) throws InterruptedException {
    for (Thread pump : pumps) {
      pump.join(DRAIN);
    }
    if (pumps.stream().anyMatch(Thread::isAlive)) {
      closeQuietly(process.getInputStream());
      closeQuietly(process.getErrorStream());
    }
  }

  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Nothing can be lost: the process is dead.
    }
  }

  /** What could not be killed now is tried again when the command's time is over. */
  private void killQuietly(Process process) {
    try {
      killer.kill(process);
    } catch (IOException e) {
      log.atWarn().setCause(e).log("a command could not be killed");
    }
  }

  /** By its handle: a process's own method would close the streams with what was not yet read. */
  private static void killTree(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
  }
}
