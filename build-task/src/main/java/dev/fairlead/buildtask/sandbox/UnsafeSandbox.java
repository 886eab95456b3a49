package dev.fairlead.buildtask.sandbox;

import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * No sandbox: commands run as the operator, with the whole machine in reach, and only their
 * environment is clean. For an operator who has asked for it and builds nothing but their own.
 */
public final class UnsafeSandbox implements Sandbox {
  /** What a plan calls this isolation. */
  public static final String ISOLATION = "none";

  private final Path home;
  private final String path;

  /**
   * Makes a sandbox.
   *
   * @param home an existing folder for the commands' own files
   * @param path where programs are looked for
   */
  public UnsafeSandbox(Path home, String path) {
    this.home = home;
    this.path = path;
  }

  @Override
  public Optional<String> problem() {
    return Files.isExecutable(Path.of("/bin/sh"))
        ? Optional.empty()
        : Optional.of("there is no /bin/sh");
  }

  @Override
  public CommandOutcome run(
      SandboxCommand command, CommandOutput output, Duration timeout, StopSignal stop)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command.script());
    builder.directory(command.directory().toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(command.environment());
    environment.put("PATH", path);
    environment.put("HOME", home.toString());
    return new CommandProcess(builder, output).run(timeout, stop);
  }

  @Override
  public void close() {
    // Commands have ended with their run.
  }
}
