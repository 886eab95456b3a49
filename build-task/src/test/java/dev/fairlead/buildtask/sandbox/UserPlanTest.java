package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserPlanTest {
  private static final Path HELPER = Path.of("/usr/local/libexec/fairlead/become-build");
  private static final SandboxCommand COMMAND =
      new SandboxCommand(
          "echo 'a b'; $(id)", Path.of("/work/b/source/web"), Map.of("KEY", "value"));

  private static UserPlan plan(boolean fromRoot) {
    return new UserPlan(
        new OtherUser(HELPER, 1001, 1001, fromRoot),
        new SandboxLimits(1 << 30, 100, 1 << 20),
        Path.of("/opt/java/bin/java"),
        Path.of("/w/init"),
        Path.of("/w/filter.bpf"),
        Path.of("/w/variables"));
  }

  @Test
  void theLineIsExactlyThis() {
    List<String> line = plan(false).line(COMMAND);

    assertThat(line.subList(0, 2)).containsExactly("/bin/sh", "-c");
    assertThat(line.subList(3, line.size()))
        .containsExactly(
            "sh",
            "100",
            "2048",
            "setsid",
            "/usr/local/libexec/fairlead/become-build",
            "--reuid",
            "1001",
            "--regid",
            "1001",
            "--keep-groups",
            "--inh-caps",
            "-all",
            "--no-new-privs",
            "/opt/java/bin/java",
            "-Xrs",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            "/w/init",
            "dev.fairlead.buildtask.sandbox.UserInit",
            "/w/filter.bpf",
            "/w/variables",
            "/bin/sh",
            "-c",
            "cd \"$1\" && exec /bin/sh -c \"$2\"",
            "sh",
            "/work/b/source/web",
            "echo 'a b'; $(id)");
  }

  @Test
  void rootGivesItsRightsAwayFirst() {
    assertThat(plan(true).line(COMMAND))
        .containsSequence(
            "setsid",
            "setpriv",
            "--clear-groups",
            "--bounding-set",
            "-all",
            "--inh-caps",
            "-all",
            HELPER.toString());
  }

  @Test
  void rootIsNobodyToBecome() {
    assertThatThrownBy(() -> new OtherUser(HELPER, 0, 1001, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("uid and gid: 0 and 1001 (expected: an ordinary user's)");
  }
}
