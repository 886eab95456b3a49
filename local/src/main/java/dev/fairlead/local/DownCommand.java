package dev.fairlead.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops what runs on a data folder. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop everything. Builds that run now begin anew at the next start.")
final class DownCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = data.path();
    Optional<ProcessHandle> process =
        DataFolder.isInUse(folder)
            ? RunFile.read(folder).map(RunFile::pid).flatMap(ProcessHandle::of)
            : Optional.empty();
    if (process.isEmpty()) {
      System.out.printf("Not running on %s.%n", folder);
      return LocalMain.DONE;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "Process %d has not stopped within %d s."
              .formatted(process.get().pid(), PATIENCE.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    System.out.println("Stopped.");
    return LocalMain.DONE;
  }
}
