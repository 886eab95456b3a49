package dev.fairlead.buildtask.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that runs one command as another user: a pure function. Nothing secret is on it,
 * since other users can read it.
 *
 * @param java the program of the Java that runs {@link UserInit}
 * @param init the class path of {@link UserInit}
 * @param filter the file of the system-call filter
 * @param variables the file of the command's variables
 */
record UserPlan(
    OtherUser user, SandboxLimits limits, Path java, Path init, Path filter, Path variables) {
  private static final int BLOCK_BYTES = 512;

  /**
   * Runs as us and then as the user; it is fixed, everything else comes as arguments. Limits stay
   * with what is executed. The kernel looks for memory among the most expendable first.
   */
  private static final String STARTER =
      """
      processes=$1; blocks=$2; shift 2
      echo 900 > /proc/self/oom_score_adj || exit 125
      ulimit -c 0 || exit 125
      ulimit -f "$blocks" || exit 125
      ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)" || exit 125
      ulimit -u "$processes" 2>/dev/null || ulimit -p "$processes" || exit 125
      exec "$@"
      """;

  /** Its arguments are the folder and the user's text, which is run by a shell of its own. */
  private static final String IN_FOLDER = "cd \"$1\" && exec /bin/sh -c \"$2\"";

  List<String> line(SandboxCommand command) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "/bin/sh",
                "-c",
                STARTER,
                "sh",
                Integer.toString(limits.processes()),
                Long.toString(limits.scratchBytes() / BLOCK_BYTES),
                "setsid"));
    line.addAll(user.become());
    line.addAll(
        List.of(
            java.toString(),
            "-Xrs",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            init.toString(),
            UserInit.class.getName(),
            filter.toString(),
            variables.toString(),
            "/bin/sh",
            "-c",
            IN_FOLDER,
            "sh",
            command.directory().toString(),
            command.script()));
    return List.copyOf(line);
  }
}
