package dev.fairlead.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Running programs, and waiting for them. */
final class ServerProcess {
  private static final Duration POLL = Duration.ofMillis(10);

  private ServerProcess() {}

  /**
   * The process that a pid file names, if it is alive and runs the given program. After a restart
   * of the machine the number may belong to anyone, hence the look at the program.
   */
  static Optional<ProcessHandle> running(Path pidFile, Path program) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    Path real = program.toRealPath();
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().command().map(Path::of).filter(real::equals).isPresent());
  }

  /**
   * Runs a program to its end.
   *
   * @throws IOException if it fails or takes longer than the limit; the message has its output
   */
  static void run(Path directory, Duration limit, List<String> command) throws IOException {
    Path output = Files.createTempFile(directory, "output", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!waitFor(process, limit)) {
        process.destroyForcibly();
        throw new IOException("%s: not done after %s".formatted(command.getFirst(), limit));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            "%s: exit %d: %s"
                .formatted(command, process.exitValue(), Files.readString(output).strip()));
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static boolean waitFor(Process process, Duration limit) throws IOException {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Waits until a condition holds.
   *
   * @return whether it did within the limit
   * @throws IOException if the condition does, or the thread is interrupted
   */
  static boolean await(Duration limit, Condition condition) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /** Asks a process to end, then makes it. */
  static void stop(ProcessHandle process, Duration patience) throws IOException {
    process.destroy();
    if (!await(patience, () -> ended(process))) {
      process.destroyForcibly();
      await(patience, () -> ended(process));
    }
  }

  /** A zombie has no program any more, but counts as alive until its parent has noticed. */
  private static boolean ended(ProcessHandle process) {
    return !process.isAlive() || process.info().command().isEmpty();
  }

  interface Condition {
    boolean holds() throws IOException;
  }
}
