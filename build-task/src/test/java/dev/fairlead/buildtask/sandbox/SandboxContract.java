package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.buildtask.attempt.StopReason;
import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every sandbox does. */
abstract class SandboxContract {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final StopSignal NEVER = new StopSignal();

  @TempDir Path folder = Path.of("");
  Path workspace = Path.of("");
  Path parts = Path.of("");
  private @Nullable Sandbox opened;
  final RecordedOutput output = new RecordedOutput();

  abstract Sandbox open() throws IOException;

  final Sandbox sandbox() {
    return Objects.requireNonNull(opened);
  }

  @BeforeEach
  final void openSandbox() throws IOException {
    workspace = Files.createDirectory(folder.resolve("workspace")).toRealPath();
    parts = Files.createDirectory(folder.resolve("parts")).toRealPath();
    Files.createDirectories(workspace.resolve("apps/site"));
    Files.writeString(workspace.resolve("checked-out"), "from the repository\n");
    opened = open();
  }

  @AfterEach
  final void closeSandbox() throws IOException {
    sandbox().close();
  }

  final CommandOutcome run(String script) throws IOException {
    return run(script, MINUTE, new StopSignal());
  }

  final CommandOutcome run(String script, Duration timeout, StopSignal stop) throws IOException {
    return sandbox()
        .run(
            new SandboxCommand(script, workspace, Map.of("GREETING", "it's me")),
            output,
            timeout,
            stop);
  }

  @Test
  final void itWorksHere() throws IOException {
    assertThat(sandbox().problem()).isEmpty();
  }

  @Test
  final void aCommandWritesToItsFolderAndToBothStreams() throws IOException {
    CommandOutcome outcome = run("echo \"$GREETING\"; echo oops >&2; echo made > file; exit 3");

    assertThat(outcome).isEqualTo(new CommandOutcome.Exited(3));
    assertThat(output.text(LogStream.STDOUT)).isEqualTo("it's me\n");
    assertThat(output.text(LogStream.STDERR)).isEqualTo("oops\n");
    assertThat(workspace.resolve("file")).hasContent("made\n");
  }

  @Test
  final void aCommandStartsInItsDirectory() throws IOException {
    Path inner = workspace.resolve("apps/site");
    CommandOutcome outcome =
        sandbox()
            .run(
                new SandboxCommand("touch here", inner, Map.of()),
                output,
                MINUTE,
                new StopSignal());

    assertThat(outcome).isEqualTo(new CommandOutcome.Exited(0));
    assertThat(inner.resolve("here")).exists();
  }

  @Test
  final void aCommandWorksOnTheCheckedOutFilesAsOnItsOwn() throws IOException {
    CommandOutcome outcome =
        run("cat checked-out && chmod +x checked-out && touch -d 2001-01-01 checked-out apps/site");

    assertThat(outcome).as(output.all()).isEqualTo(new CommandOutcome.Exited(0));
    assertThat(output.text(LogStream.STDOUT)).isEqualTo("from the repository\n");
  }

  @Test
  final void textBeyondAsciiArrivesAsItIs() throws IOException {
    run("printf '%s\\n' 'Grüße 日本'");

    assertThat(output.text(LogStream.STDOUT)).isEqualTo("Grüße 日本\n");
  }

  @Test
  final void standardInputIsEmpty() throws IOException {
    assertThat(run("read line; test -z \"$line\"")).isEqualTo(new CommandOutcome.Exited(0));
  }

  @Test
  final void theEnvironmentOfThisProcessIsNotPassedOn() throws IOException {
    run("env");

    assertThat(output.all()).contains("GREETING=it's me").doesNotContain("JAVA_HOME", "SUREFIRE");
  }

  @Test
  final void aSlowCommandIsKilledInTime() throws IOException {
    CommandOutcome outcome = run("echo begun; sleep 300", Duration.ofSeconds(2), new StopSignal());

    assertThat(outcome).isEqualTo(new CommandOutcome.TimedOut());
    assertThat(output.all()).contains("begun");
  }

  @Test
  final void aStopKillsTheCommandWithEverythingItStarted() throws Exception {
    // Given
    StopSignal stop = new StopSignal();
    String marker = "30" + (System.nanoTime() % 1_000_000);
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      CompletableFuture<CommandOutcome> outcome =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run(
                      "sleep %s & sleep %s".formatted(marker, marker) + " & echo up; wait",
                      MINUTE,
                      stop);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              thread);
      output.await("up");

      // When
      stop.stop(StopReason.SUPERSEDED);

      // Then
      assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(new CommandOutcome.Stopped());
      awaitNoProcess("sleep " + marker);
    }
  }

  static void awaitNoProcess(String commandLine) throws Exception {
    for (ProcessHandle process : processes(commandLine)) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  static List<ProcessHandle> processes(String commandLine) {
    return ProcessHandle.allProcesses().filter(each -> isRunning(each, commandLine)).toList();
  }

  private static boolean isRunning(ProcessHandle process, String commandLine) {
    try {
      String line =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
              .replace('\0', ' ')
              .strip();
      return line.equals(commandLine);
    } catch (IOException e) {
      return false;
    }
  }
}
