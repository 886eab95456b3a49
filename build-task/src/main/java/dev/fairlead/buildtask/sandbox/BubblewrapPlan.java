package dev.fairlead.buildtask.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arguments of bwrap(1) for one command: a pure function of the machine, the attempt's folders
 * and the command. They hold the environment, so they are handed over in a file, not on the command
 * line.
 */
record BubblewrapPlan(HostSystem host, SandboxFolders folders, SandboxLimits limits) {
  static final String WORKSPACE = "/workspace";
  static final String SOCKET = "/run/fairlead/" + BubblewrapPlan.SOCKET_NAME;
  static final String SOCKET_NAME = "proxy.sock";
  private static final String HOME = "/home/build";
  private static final String CACHE = "/cache";
  private static final String JAVA = "/opt/java";
  private static final String INIT = "/opt/fairlead";
  private static final String NODE = "/opt/node";
  private static final String CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";
  private static final String PROXY = "http://127.0.0.1:" + SandboxInit.PORT;
  private static final String UID = "1000";

  /** All of bwrap's own arguments but the filter's file descriptor. */
  List<String> arguments(SandboxCommand command) {
    List<String> arguments = new ArrayList<>(isolation());
    arguments.addAll(system());
    arguments.addAll(scratch());
    arguments.addAll(ownFolders());
    environment(command.environment())
        .forEach((name, value) -> arguments.addAll(List.of("--setenv", name, value)));
    arguments.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
    arguments.addAll(List.of("--chdir", inside(command.directory())));
    return List.copyOf(arguments);
  }

  /**
   * What runs inside: our init, which opens the way to the proxy, then the user's shell command.
   */
  List<String> program(SandboxCommand command) {
    return List.of(
        JAVA + "/bin/java",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-Xshare:auto",
        "-Xmx64m",
        "-cp",
        INIT,
        SandboxInit.class.getName(),
        SOCKET,
        "/bin/sh",
        "-c",
        command.script());
  }

  private static List<String> isolation() {
    return List.of(
        "--unshare-user",
        "--unshare-all",
        "--disable-userns",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--clearenv",
        "--uid",
        UID,
        "--gid",
        UID,
        "--hostname",
        "build");
  }

  private List<String> system() {
    List<String> arguments = new ArrayList<>(readOnly("/usr", "/usr"));
    host.rootLinks()
        .forEach((link, target) -> arguments.addAll(List.of("--symlink", target, link)));
    host.rootFolders().forEach(folder -> arguments.addAll(readOnly(folder, folder)));
    arguments.addAll(readOnly(folders.etc().toString(), "/etc"));
    host.etcEntries().forEach(entry -> arguments.addAll(readOnly(entry, entry)));
    arguments.addAll(List.of("--proc", "/proc"));
    for (String entry : host.procCovers()) {
      arguments.addAll(readOnly(isFolder(entry) ? entry : "/dev/null", entry));
    }
    arguments.addAll(List.of("--dev", "/dev"));
    return arguments;
  }

  private static boolean isFolder(String procEntry) {
    return List.of("/proc/sys", "/proc/irq", "/proc/bus").contains(procEntry);
  }

  private List<String> scratch() {
    String size = Long.toString(limits.scratchBytes());
    return List.of(
        "--perms",
        "1777",
        "--size",
        size,
        "--tmpfs",
        "/tmp",
        "--perms",
        "1777",
        "--size",
        size,
        "--tmpfs",
        "/dev/shm",
        "--size",
        size,
        "--tmpfs",
        "/home",
        "--dir",
        HOME,
        "--dir",
        "/var",
        "--symlink",
        "/tmp",
        "/var/tmp");
  }

  private List<String> ownFolders() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(readOnly(host.javaHome().toString(), JAVA));
    arguments.addAll(readOnly(folders.init().toString(), INIT));
    arguments.addAll(readOnly(folders.egress().toString(), "/run/fairlead"));
    Path node = host.nodePrefix();
    if (node != null) {
      arguments.addAll(readOnly(node.toString(), NODE));
    }
    arguments.addAll(List.of("--bind", folders.cache().toString(), CACHE));
    arguments.addAll(List.of("--bind", folders.workspace().toString(), WORKSPACE));
    return arguments;
  }

  private Map<String, String> environment(Map<String, String> ofCommand) {
    String programs = "/usr/local/bin:/usr/bin:/bin";
    Map<String, String> all =
        new TreeMap<>(
            new CommandEnvironment(
                    host.nodePrefix() == null ? programs : NODE + "/bin:" + programs,
                    HOME,
                    CACHE,
                    PROXY)
                .around(ofCommand));
    if (host.etcEntries().contains("/etc/ssl/certs")) {
      all.putIfAbsent("NODE_EXTRA_CA_CERTS", CERTIFICATES);
    }
    return all;
  }

  private String inside(Path directory) {
    Path relative = folders.workspace().relativize(directory);
    if (relative.startsWith("..")) {
      throw new IllegalArgumentException(
          "directory: %s (expected: one in %s)".formatted(directory, folders.workspace()));
    }
    return relative.toString().isEmpty() ? WORKSPACE : WORKSPACE + "/" + relative;
  }

  private static List<String> readOnly(String source, String target) {
    return List.of("--ro-bind", source, target);
  }
}
