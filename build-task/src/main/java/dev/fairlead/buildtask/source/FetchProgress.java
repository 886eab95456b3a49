package dev.fairlead.buildtask.source;

import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.log.LogWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Says now and then how far a fetch is, and ends it when it is stopped or grows too large. */
final class FetchProgress extends EmptyProgressMonitor {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

  private final Path directory;
  private final long maxBytes;
  private final LogWriter log;
  private final StopSignal stop;
  private String task = "";
  private int total;
  private int done;
  private long lastLook = System.nanoTime();
  private boolean tooLarge;

  FetchProgress(Path directory, long maxBytes, LogWriter log, StopSignal stop) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.log = log;
    this.stop = stop;
  }

  boolean isTooLarge() {
    return tooLarge;
  }

  @Override
  public void beginTask(String title, int totalWork) {
    task = title;
    total = totalWork;
    done = 0;
  }

  @Override
  public void update(int completed) {
    done += completed;
    if (System.nanoTime() - lastLook < BETWEEN_LINES.toNanos()) {
      return;
    }
    lastLook = System.nanoTime();
    log.say(
        total > 0
            ? "%s: %,d of %,d".formatted(task, done, total)
            : "%s: %,d".formatted(task, done));
    tooLarge = bytesOnDisk() > maxBytes;
  }

  @Override
  public boolean isCancelled() {
    return tooLarge || stop.isStopped();
  }

  private long bytesOnDisk() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException | UncheckedIOException e) {
      // A file that was renamed meanwhile; the next look counts it.
      return 0;
    }
  }
}
