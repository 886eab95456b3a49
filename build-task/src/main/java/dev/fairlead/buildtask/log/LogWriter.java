package dev.fairlead.buildtask.log;

import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.buildtask.attempt.ApiClient;
import dev.fairlead.buildtask.attempt.Outbox;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt: lines are cleaned, masked, numbered from 1 and sent in order. Writing
 * waits while 2,000 lines are on their way. Beyond the bound on its bytes the output of commands is
 * left out, and one line says so.
 */
public final class LogWriter implements AutoCloseable {
  /** What a line costs besides its text when it is stored: number, time, stream. */
  private static final long LINE_BYTES = 128;

  private static final Outbox.Batching BATCHING =
      new Outbox.Batching(2_000, LogChunk.MAX_LINES, 64 << 10, Duration.ofMillis(10));

  private final InstantSource clock;
  private final SecretMask mask;
  private final long maxBytes;
  private final Outbox<LogLine> outbox;
  private final TroubleFinder trouble = new TroubleFinder();
  private long lastNumber;
  private long bytes;
  private boolean cut;

  public LogWriter(
      ApiClient api,
      StopSignal stop,
      InstantSource clock,
      int attempt,
      long maxBytes,
      Collection<String> secrets) {
    this.clock = clock;
    this.mask = new SecretMask(secrets);
    this.maxBytes = maxBytes;
    this.outbox =
        new Outbox<>(
            "log",
            BATCHING,
            LogWriter::bytesOf,
            batch -> api.post(BuildPaths.LOG, new LogChunk(attempt, batch)),
            stop);
  }

  /** Writes a line of Fairlead's own; line ends in it begin new lines. */
  public void say(String text) {
    text.lines().forEach(line -> write(LogStream.SYSTEM, line));
  }

  /** Writes a line of Fairlead's own that tells what went wrong. */
  public void complain(String text) {
    say("\u001b[31m" + text + "\u001b[0m");
  }

  /** Writes a line of Fairlead's own that the user should know but that stops nothing. */
  public void warn(String text) {
    say("\u001b[33mWarning: " + text + "\u001b[0m");
  }

  /** Reads a command's output to its end, line by line. */
  public void copy(LogStream stream, InputStream from) throws IOException {
    LineSplitter splitter = new LineSplitter(line -> write(stream, line));
    byte[] buffer = new byte[8192];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      splitter.feed(buffer, read);
    }
    splitter.end();
  }

  /** From now on, trouble is looked for in the lines of the command that begins. */
  public synchronized void commandBegins() {
    trouble.reset();
  }

  /** The line that shows best why the last command failed; null if it printed nothing. */
  public synchronized @Nullable Long troubleLine() {
    return trouble.line();
  }

  /** Whether the last command has said that a lockfile is out of date. */
  public synchronized boolean sawLockfileTrouble() {
    return trouble.sawLockfileTrouble();
  }

  /** Waits until the api has every line; see {@link Outbox#flush}. */
  public void flush() throws IOException, StoppedException {
    outbox.flush();
  }

  @Override
  public void close() {
    outbox.close();
  }

  private synchronized void write(LogStream stream, String text) {
    String clean = LineCleaner.clean(mask.apply(text));
    boolean ours = stream == LogStream.SYSTEM;
    if (!ours && cut) {
      return;
    }
    if (!ours && bytes + LINE_BYTES + clean.length() > maxBytes) {
      cut = true;
      put(
          LogStream.SYSTEM,
          "The log has reached its bound of %,d bytes; the rest of the output is left out."
              .formatted(maxBytes));
      return;
    }
    long number = put(stream, clean);
    if (!ours) {
      trouble.see(number, clean);
    }
  }

  private long put(LogStream stream, String text) {
    LogLine line = new LogLine(++lastNumber, clock.instant(), stream, text);
    bytes += bytesOf(line);
    outbox.put(line);
    return line.number();
  }

  private static long bytesOf(LogLine line) {
    return LINE_BYTES + line.text().getBytes(StandardCharsets.UTF_8).length;
  }
}
