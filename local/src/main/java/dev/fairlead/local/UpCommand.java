package dev.fairlead.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything and stays until it is told to stop. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Start everything.")
final class UpCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--port-base",
      paramLabel = "N",
      defaultValue = "" + LocalPorts.DEFAULT_BASE,
      description = "Dashboard on N, sites on N+1, logs on N+2. Default: ${DEFAULT-VALUE}.")
  private int portBase;

  @Option(
      names = "--builds",
      paramLabel = "N",
      defaultValue = "2",
      description = "Most builds at a time. Default: ${DEFAULT-VALUE}.")
  private int builds;

  @Option(
      names = "--unsafe-no-sandbox",
      description =
          "Run build commands without a sandbox where none works. They can then do whatever you"
              + " can.")
  private boolean unsafeNoSandbox;

  @Option(names = "--train-builds", hidden = true)
  private @Nullable Path trainBuilds;

  @Option(names = "--home", hidden = true, required = true)
  private Path home = Path.of(".");

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Local local =
        Local.startUntilTold(
            config(),
            UpCommand::show,
            () -> {
              System.out.println("Stopped.");
              stopped.countDown();
            });
    System.out.printf("%nReady. Dashboard and API: %s%n", local.apiUrl());
    stopped.await();
    return LocalMain.DONE;
  }

  private LocalConfig config() throws IOException {
    Installation installation = new Installation(home.toAbsolutePath().normalize());
    String chosen = System.getenv("FAIRLEAD_WORK_DIR");
    Path workDirectory =
        chosen == null ? WorkDirectory.choose(data.path()) : Path.of(chosen).toAbsolutePath();
    return new LocalConfig(
        data.path(),
        LocalPorts.of(portBase),
        installation.buildCommand(WorkDirectory.temporary(workDirectory), trainBuilds),
        installation.dashboard(),
        workDirectory,
        builds,
        egressAllow(),
        unsafeNoSandbox);
  }

  private static Set<String> egressAllow() {
    return Arrays.stream(System.getenv().getOrDefault("FAIRLEAD_EGRESS_ALLOW", "").split(","))
        .map(String::strip)
        .filter(host -> !host.isEmpty())
        .collect(Collectors.toSet());
  }

  private static void show(String part, Duration time) {
    System.out.printf("  %-11s ready  %4.1f s%n", part, time.toMillis() / 1000.0);
  }
}
