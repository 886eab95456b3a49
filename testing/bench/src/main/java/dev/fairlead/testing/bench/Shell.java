package dev.fairlead.testing.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a program as one would by hand. */
public final class Shell {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Shell() {}

  /** Runs it to its end and returns how long it took; it must end with 0. */
  public static Duration run(Path directory, Map<String, String> environment, List<String> line)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(new File("/dev/null"));
    Process process = builder.start();
    if (!process.waitFor(LIMIT)) {
      process.destroyForcibly();
      throw new IOException("it takes too long: " + line);
    }
    if (process.exitValue() != 0) {
      throw new IOException("%s ended with %d".formatted(line, process.exitValue()));
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
