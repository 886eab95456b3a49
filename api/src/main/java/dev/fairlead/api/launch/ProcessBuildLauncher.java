package dev.fairlead.api.launch;

import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.FailureCode;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each build as a child process on this machine. The process contains the build in a sandbox;
 * see the build-task's documentation.
 *
 * <p>A handle is the process id with the instant the process started, so that a process id that was
 * given out again is not mistaken for the build. Builds survive a crash of the api: the next one
 * finds them by their handles.
 */
public final class ProcessBuildLauncher implements BuildLauncher {
  private static final Logger log = LoggerFactory.getLogger(ProcessBuildLauncher.class);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30));
  private static final long START_TOLERANCE_MILLIS = 2000;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Set<Process> children = ConcurrentHashMap.newKeySet();

  /** Also builds that a crashed api before this one has started. */
  private final Set<Handle> seen = ConcurrentHashMap.newKeySet();

  private volatile Consumer<Handle> exitListener = handle -> {};

  /**
   * Prepares to launch.
   *
   * @param command program and arguments, the same for each build; never seen by a shell
   * @param environment the whole environment of a build, but for its id and its token
   */
  public ProcessBuildLauncher(List<String> command, Map<String, String> environment) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public OptionalLong memoryOf(BuildSize size) {
    return OptionalLong.empty();
  }

  @Override
  public Pace pace() {
    return PACE;
  }

  @Override
  public LaunchOutcome launch(Launch launch) {
    try {
      return new LaunchOutcome.Started(start(launch));
    } catch (IOException e) {
      return new LaunchOutcome.Refused(
          Loss.of(
              FailureCode.PLATFORM_START_FAILED,
              Loss.Retry.NOW,
              "The build process could not be started: %s".formatted(e.getMessage())));
    }
  }

  private Handle start(Launch launch) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(environmentOf(launch));
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    Handle handle = handleOf(process.toHandle());
    children.add(process);
    CompletableFuture<Void> unused =
        process
            .onExit()
            .thenAccept(
                ended -> {
                  children.remove(ended);
                  log.atInfo()
                      .addKeyValue("owner", launch.owner())
                      .addKeyValue("exitCode", ended.exitValue())
                      .log("build process ended");
                  exitListener.accept(handle);
                });
    return handle;
  }

  private static Map<String, String> environmentOf(Launch launch) {
    Map<String, String> environment = new HashMap<>();
    environment.put("FAIRLEAD_BUILD_TOKEN", launch.token().text());
    switch (launch.owner()) {
      case Owner.OfAttempt attempt ->
          environment.put("FAIRLEAD_DEPLOYMENT_ID", attempt.deployment().value());
      case Owner.OfInspection inspection ->
          environment.put("FAIRLEAD_DEPLOYMENT_ID", inspection.id().value());
      case Owner.OfPool pool -> {}
    }
    return environment;
  }

  @Override
  public Map<Handle, Observation> observe(Collection<Handle> handles) {
    return handles.stream()
        .distinct()
        .collect(Collectors.toMap(Function.identity(), this::observe));
  }

  private Observation observe(Handle handle) {
    if (find(handle).isPresent()) {
      seen.add(handle);
      return new Observation.Running();
    }
    seen.remove(handle);
    return new Observation.Gone(Optional.empty());
  }

  /** A process carries no name that the next api could recognise it by; its handle is enough. */
  @Override
  public List<Found> find() {
    return List.of();
  }

  @Override
  public void stop(Handle handle, String reason) {
    find(handle).ifPresent(ProcessBuildLauncher::terminate);
  }

  @Override
  public void onExit(Consumer<Handle> listener) {
    exitListener = listener;
  }

  /** Ends all builds that this launcher has started or adopted; a later api starts them anew. */
  @Override
  public void close() {
    exitListener = handle -> {};
    seen.forEach(handle -> stop(handle, "closed"));
    List<CompletableFuture<Process>> ends =
        children.stream()
            .peek(process -> terminate(process.toHandle()))
            .map(Process::onExit)
            .toList();
    CompletableFuture<Void> unused =
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
            .completeOnTimeout(null, GRACE.toMillis() + 1000, TimeUnit.MILLISECONDS);
    unused.join();
  }

  private static void terminate(ProcessHandle process) {
    process.destroy();
    CompletableFuture<ProcessHandle> unused =
        process
            .onExit()
            .orTimeout(GRACE.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                timeout -> {
                  process.destroyForcibly();
                  return process;
                });
  }

  private static Optional<ProcessHandle> find(Handle handle) {
    int at = handle.value().indexOf('@');
    long pid = Long.parseLong(handle.value().substring(0, at));
    long started = Long.parseLong(handle.value().substring(at + 1));
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> Math.abs(startOf(process) - started) <= START_TOLERANCE_MILLIS);
  }

  private static Handle handleOf(ProcessHandle process) {
    return new Handle(process.pid() + "@" + startOf(process));
  }

  /** The kernel counts from boot, so a corrected clock moves this by up to a second. */
  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }
}
