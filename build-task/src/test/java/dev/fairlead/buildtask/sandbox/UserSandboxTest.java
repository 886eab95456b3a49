package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.buildtask.egress.EgressLog;
import dev.fairlead.buildtask.egress.EgressProxy;
import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Makes the helper as the image has it, which only root can. Where another user runs the tests,
 * each of them shows that the sandbox refuses.
 */
@ExtendWith(RootOrRefusal.class)
final class UserSandboxTest extends ShutInContract {
  private static final SandboxLimits LIMITS = new SandboxLimits(512L << 20, 400, 64L << 20);

  /** Of nobody else, also when tests run beside tests: all its processes get killed. */
  private final int uid = ThreadLocalRandom.current().nextInt(1_000_000, 2_000_000);

  private final List<String> denied = new CopyOnWriteArrayList<>();
  private final EgressLog egressLog =
      new EgressLog() {
        @Override
        public void contacted(String host) {}

        @Override
        public void denied(String host, String reason) {
          denied.add(host);
        }
      };
  private @Nullable EgressProxy proxy;

  @Override
  Sandbox open() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    proxy = EgressProxy.startOnLoopback(new HostPolicy(Set.of()), egressLog);
    return UserSandbox.open(
        RootOrRefusal.isRoot() ? helper(06755) : parts.resolve("none"),
        workspace,
        parts,
        proxy.address(),
        "/usr/local/bin:/usr/bin:/bin",
        LIMITS);
  }

  @Override
  int uid() {
    return uid;
  }

  @AfterEach
  void closeProxy() throws IOException {
    if (proxy != null) {
      proxy.close();
    }
  }

  private Path helper(int mode) throws IOException {
    Path helper = folder.resolve("become-" + mode);
    Files.copy(Path.of("/usr/bin/setpriv"), helper);
    Files.setAttribute(helper, "unix:uid", uid);
    Files.setAttribute(helper, "unix:gid", uid);
    Files.setAttribute(helper, "unix:mode", mode);
    return helper;
  }

  @Test
  void withoutTheSetUserIdBitItRefuses() throws IOException {
    try (Sandbox refused =
        UserSandbox.open(helper(0755), workspace, parts, proxyAddress(), "/usr/bin", LIMITS)) {
      assertThat(refused.problem())
          .hasValueSatisfying(text -> assertThat(text).contains("set-user-id"));
      assertThatThrownBy(
              () ->
                  refused.run(
                      new SandboxCommand("true", workspace, Map.of()), output, MINUTE, NEVER))
          .isInstanceOf(IOException.class);
    }
  }

  private URI proxyAddress() throws IOException {
    return Objects.requireNonNull(proxy).address();
  }

  @Test
  void whatCommandsHaveMadeCanBeReadAndDeletedAfterwards() throws IOException {
    run(
        "mkdir -p dist/deep && echo page > dist/deep/index.html && chmod 0 dist/deep/index.html"
            + " dist/deep");
    sandbox().close();

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(workspace.resolve("dist/deep"))))
        .startsWith("rwxrwx");
    assertThat((int) Files.getAttribute(workspace.resolve("dist/deep/index.html"), "unix:uid"))
        .isEqualTo(uid);
  }

  @Test
  void variablesOfTheProjectReachNoProcessOfOurs() throws IOException {
    CommandOutcome outcome =
        sandbox()
            .run(
                new SandboxCommand(
                    "echo ran",
                    workspace,
                    Map.of("LD_PRELOAD", "/planted.so", "JAVA_TOOL_OPTIONS", "-Dplanted=true")),
                output,
                MINUTE,
                NEVER);

    assertThat(outcome).isEqualTo(new CommandOutcome.Exited(0));
    assertThat(output.text(LogStream.STDOUT)).isEqualTo("ran\n");
    assertThat(output.text(LogStream.STDERR)).doesNotContain("Picked up JAVA_TOOL_OPTIONS");
  }

  @Test
  void theVariablesAreOnNoCommandLine() throws IOException {
    run("cat /proc/[0-9]*/cmdline | tr '\\0' ' '");

    assertThat(output.all()).doesNotContain("it's me");
  }

  @Test
  void theProxyDeniesWhatIsNotPublic() throws IOException {
    run(
        "bash -c 'exec 3<>/dev/tcp/127.0.0.1/${HTTP_PROXY##*:}; printf \"CONNECT 169.254.169.254:80"
            + " HTTP/1.1\\r"
            + "\\n"
            + "\\r"
            + "\\n"
            + "\" >&3; cat <&3'");

    assertThat(output.all()).startsWith("HTTP/1.1 403 Refused");
    assertThat(denied).containsExactly("169.254.169.254:80");
  }
}
