package dev.fairlead.buildtask.sandbox;

import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs commands as another user, for a build that has a machine of its own, as a Fargate task is.
 * They have no capability and can get none, a system-call filter and limits, and can neither read
 * nor signal this process. They share its file system, which is the container's read-only root, and
 * its network, which is what the task's security group lets out.
 */
public final class UserSandbox implements Sandbox {
  /** What a plan calls this isolation. */
  public static final String ISOLATION = "user";

  /** Where the build image has its copy of setpriv(1); see {@code build-task/Dockerfile}. */
  public static final Path HELPER = Path.of("/usr/local/libexec/fairlead/become-build");

  private static final Path CERTIFICATES = Path.of("/etc/ssl/certs/ca-certificates.crt");
  private static final Duration TRIAL_TIME = Duration.ofSeconds(20);

  private final OtherUser user;
  private final UserFolders folders;
  private final UserPlan plan;
  private final UserProcesses processes;
  private final CommandEnvironment environment;

  private UserSandbox(
      OtherUser user, UserFolders folders, UserPlan plan, CommandEnvironment environment) {
    this.user = user;
    this.folders = folders;
    this.plan = plan;
    this.processes = new UserProcesses(user);
    this.environment = environment;
  }

  /**
   * Makes a sandbox and gives the checked-out files to its user. All processes of that user on this
   * machine are its commands' and are killed with them.
   *
   * @param workspace the checked-out files, a real path
   * @param parts where the sandbox's own files are made
   * @param proxy the egress proxy, for the variables that programs look at
   * @param searchPath where commands look for programs
   * @return one that says why it does not work, where the user cannot be changed
   */
  public static Sandbox open(
      Path helper, Path workspace, Path parts, URI proxy, String searchPath, SandboxLimits limits)
      throws IOException {
    Optional<SystemCalls> calls = SystemCalls.of(System.getProperty("os.arch"));
    if (calls.isEmpty()) {
      return new UnavailableSandbox(
          "there is no system-call filter for " + System.getProperty("os.arch"));
    }
    Optional<OtherUser> user = OtherUser.of(helper);
    if (user.isEmpty()) {
      return new UnavailableSandbox(
          "%s is no set-user-id program of another, ordinary user".formatted(helper));
    }
    try {
      user.get().run("true");
    } catch (IOException e) {
      return new UnavailableSandbox(
          "the user cannot be changed (%s); the container must run without no-new-privileges"
              .formatted(e.getMessage()));
    }
    UserFolders folders =
        UserFolders.make(
            user.get(), workspace, parts, SeccompFilter.programFor(calls.orElseThrow()));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new UserSandbox(
        user.get(),
        folders,
        new UserPlan(
            user.get(), limits, java, folders.init(), folders.filter(), folders.variables()),
        new CommandEnvironment(
            searchPath, folders.home().toString(), folders.cache().toString(), proxy.toString()));
  }

  /** Runs a command that looks at itself, and compares what it sees with what is promised. */
  @Override
  public Optional<String> problem() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    long own = ProcessHandle.current().pid();
    SandboxCommand look = new SandboxCommand(UserTrial.script(own), folders.workspace(), Map.of());
    CommandOutcome outcome =
        process(
                look,
                (stream, from) -> {
                  byte[] bytes = from.readNBytes(UserTrial.MAX_OUTPUT);
                  synchronized (printed) {
                    printed.writeBytes(bytes);
                  }
                })
            .run(TRIAL_TIME, new StopSignal());
    String text = printed.toString(StandardCharsets.UTF_8);
    return outcome.equals(new CommandOutcome.Exited(0))
        ? UserTrial.judge(text, user.uid())
        : Optional.of("%s %s".formatted(text.strip(), outcome));
  }

  @Override
  public CommandOutcome run(
      SandboxCommand command, CommandOutput output, Duration timeout, StopSignal stop)
      throws IOException {
    try (MemoryWatch watch = MemoryWatch.start(processes, plan.limits().memoryBytes())) {
      CommandOutcome outcome = process(command, output).run(timeout, stop);
      boolean killed = outcome instanceof CommandOutcome.Exited && watch.exceeded();
      return killed ? new CommandOutcome.OutOfMemory() : outcome;
    }
  }

  @Override
  public void close() throws IOException {
    processes.killAll();
    folders.takeBack(user);
  }

  private CommandProcess process(SandboxCommand command, CommandOutput output) throws IOException {
    Map<String, String> variables = new HashMap<>(command.environment());
    variables.put("TMPDIR", folders.temporary().toString());
    if (Files.isReadable(CERTIFICATES)) {
      variables.putIfAbsent("NODE_EXTRA_CA_CERTS", CERTIFICATES.toString());
    }
    Files.writeString(
        folders.variables(),
        environment.around(variables).entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining("\0")));
    ProcessBuilder builder = new ProcessBuilder(plan.line(command));
    builder.directory(folders.init().toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    // Else Java cannot pass on a text beyond ASCII.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new CommandProcess(builder, output, process -> processes.killAll());
  }
}
