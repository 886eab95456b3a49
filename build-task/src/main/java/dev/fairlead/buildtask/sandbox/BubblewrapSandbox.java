package dev.fairlead.buildtask.sandbox;

import dev.fairlead.buildtask.attempt.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shuts commands in with bubblewrap: own user, process, network, mount, IPC, host-name and
 * control-group namespaces, a system-call filter, a read-only system, and no network but the
 * proxy's socket. The kernel is shared, so this is no defence against a hole in the kernel.
 */
public final class BubblewrapSandbox implements Sandbox {
  private static final String GROUP_PREFIX = "fairlead-";

  /** What a plan calls this isolation. */
  public static final String ISOLATION = "bubblewrap";

  /**
   * Runs as {@code sh -c} before bwrap, because Java can neither hand over file descriptors nor set
   * limits: joins the control groups, sets limits, opens the filter as 3 and the arguments as 4. It
   * is fixed; everything else comes as arguments.
   */
  private static final String STARTER =
      """
      filter=$1; arguments=$2; processes=$3; shift 3
      grouped=no
      while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; grouped=yes; shift; done
      shift
      ulimit -c 0
      ulimit -n 65536 2>/dev/null || :
      if [ $grouped = no ]; then ulimit -u "$processes" 2>/dev/null || ulimit -p "$processes" 2>/dev/null || :; fi
      exec 3<"$filter" 4<"$arguments"
      exec "$@"
      """;

  private static final Duration TRIAL_TIME = Duration.ofSeconds(10);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Map<String, String> ETC =
      Map.of(
          "passwd", "root:x:0:0:root:/root:/bin/sh\nbuild:x:1000:1000:build:/home/build:/bin/sh\n",
          "group", "root:x:0:\nbuild:x:1000:\n",
          "hosts", "127.0.0.1 localhost build\n::1 localhost\n",
          "resolv.conf", "",
          "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n",
          "hostname", "build\n");

  private final BubblewrapPlan plan;
  private final Path parts;
  private final String searchPath;
  private final ControlGroup group;
  private final SandboxLimits limits;

  private BubblewrapSandbox(
      BubblewrapPlan plan,
      Path parts,
      String searchPath,
      ControlGroup group,
      SandboxLimits limits) {
    this.plan = plan;
    this.parts = parts;
    this.searchPath = searchPath;
    this.group = group;
    this.limits = limits;
  }

  /**
   * Makes the parts of a sandbox.
   *
   * @param name of the attempt, unique on the machine
   * @param workspace the folder commands may write to, a real path
   * @param cache another one, which outlives the attempt
   * @param egress the folder with the proxy's socket, called {@link #socketName}
   * @param parts where the sandbox's own files are made
   */
  public static BubblewrapSandbox open(
      String name,
      Path workspace,
      Path cache,
      Path egress,
      Path parts,
      String searchPath,
      SandboxLimits limits)
      throws IOException {
    HostSystem host = HostSystem.look(searchPath);
    SandboxFolders folders =
        new SandboxFolders(
            workspace,
            cache.toRealPath(),
            makeEtc(parts, host),
            ClassFile.copy(SandboxInit.class, parts.resolve("init")),
            egress.toRealPath());
    ControlGroup group = ControlGroup.create(GROUP_PREFIX + name, limits);
    return new BubblewrapSandbox(
        new BubblewrapPlan(host, folders, limits), parts, searchPath, group, limits);
  }

  /**
   * Removes what the sandbox of a killed build has left outside of its workspace.
   *
   * @param name as it was given to {@link #open}
   */
  public static void removeAbandoned(String name) {
    ControlGroup.removeAbandoned(GROUP_PREFIX + name);
  }

  public static String socketName() {
    return BubblewrapPlan.SOCKET_NAME;
  }

  @Override
  public Optional<String> problem() throws IOException {
    if (SystemCalls.of(System.getProperty("os.arch")).isEmpty()) {
      return Optional.of("there is no system-call filter for " + System.getProperty("os.arch"));
    }
    if (HostSystem.find("bwrap", searchPath).isEmpty()) {
      return Optional.of("bubblewrap is not installed");
    }
    SandboxCommand nothing = new SandboxCommand("", plan.folders().workspace(), Map.of());
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    CommandOutcome outcome =
        new CommandProcess(
                process(plan.arguments(nothing), List.of("/bin/sh", "-c", "exit 0")),
                (stream, from) -> copy(from, errors))
            .run(TRIAL_TIME, new StopSignal());
    boolean works = outcome.equals(new CommandOutcome.Exited(0));
    return works
        ? Optional.empty()
        : Optional.of(errors.toString(StandardCharsets.UTF_8).strip() + " " + outcome);
  }

  @Override
  public CommandOutcome run(
      SandboxCommand command, CommandOutput output, Duration timeout, StopSignal stop)
      throws IOException {
    long killsBefore = group.memoryKills();
    CommandOutcome outcome =
        new CommandProcess(process(plan.arguments(command), plan.program(command)), output)
            .run(timeout, stop);
    boolean failed = outcome instanceof CommandOutcome.Exited exited && exited.code() != 0;
    return failed && group.memoryKills() > killsBefore ? new CommandOutcome.OutOfMemory() : outcome;
  }

  @Override
  public void close() throws IOException {
    group.close();
  }

  private ProcessBuilder process(List<String> arguments, List<String> program) throws IOException {
    Path filter = parts.resolve("filter.bpf");
    Files.write(
        filter,
        SeccompFilter.programFor(SystemCalls.of(System.getProperty("os.arch")).orElseThrow()));
    Path argumentFile = parts.resolve("arguments");
    Files.deleteIfExists(argumentFile);
    Files.createFile(argumentFile, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(argumentFile, String.join("\0", arguments) + "\0");
    List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", STARTER, "sh"));
    line.add(filter.toString());
    line.add(argumentFile.toString());
    line.add(Integer.toString(limits.processes()));
    group.membershipFiles().forEach(file -> line.add(file.toString()));
    line.add("--");
    line.add(HostSystem.find("bwrap", searchPath).orElse(Path.of("/usr/bin/bwrap")).toString());
    line.addAll(List.of("--seccomp", "3", "--args", "4", "--"));
    line.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.directory(parts.toFile());
    builder.environment().clear();
    return builder;
  }

  private static Path makeEtc(Path parts, HostSystem host) throws IOException {
    Path etc = Files.createDirectories(parts.resolve("etc"));
    for (Map.Entry<String, String> file : ETC.entrySet()) {
      Files.writeString(etc.resolve(file.getKey()), file.getValue());
    }
    for (String entry : host.etcEntries()) {
      Path point = etc.resolve(entry.substring("/etc/".length()));
      if (Files.isDirectory(Path.of(entry))) {
        Files.createDirectories(point);
      } else {
        Files.createDirectories(point.getParent());
        Files.writeString(point, "");
      }
    }
    return etc.toRealPath();
  }

  private static void copy(InputStream from, ByteArrayOutputStream to) throws IOException {
    byte[] bytes = from.readAllBytes();
    synchronized (to) {
      to.writeBytes(bytes);
    }
  }
}
