package dev.fairlead.buildtask.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a command in a {@link UserSandbox} must find when it looks at itself. */
final class UserTrial {
  static final int MAX_OUTPUT = 64 << 10;

  private static final String NONE = "0000000000000000";

  private UserTrial() {}

  /**
   * Prints user and rights, and {@code exposed} for each door to our process that is open.
   *
   * @param own our process
   */
  static String script(long own) {
    return """
    id -u
    grep -E '^(CapInh|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Seccomp):' /proc/self/status | tr -s '\\t ' ' '
    cat /proc/%1$d/environ >/dev/null 2>&1 && echo exposed environ
    (exec 3</proc/%1$d/mem) 2>/dev/null && echo exposed mem
    ls /proc/%1$d/fd >/dev/null 2>&1 && echo exposed fd
    kill -0 %1$d 2>/dev/null && echo exposed signal
    exit 0
    """
        .formatted(own);
  }

  /** What is not as it must be; empty if all is well. */
  static Optional<String> judge(String printed, int uid) {
    List<String> expected =
        List.of(
            Integer.toString(uid),
            "CapInh: " + NONE,
            "CapPrm: " + NONE,
            "CapEff: " + NONE,
            "CapBnd: " + NONE,
            "CapAmb: " + NONE,
            "NoNewPrivs: 1",
            "Seccomp: 2");
    List<String> found = Arrays.asList(printed.strip().split("\n", -1));
    return found.equals(expected)
        ? Optional.empty()
        : Optional.of("a command finds %s (expected: %s)".formatted(found, expected));
  }
}
