package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.egress.EgressLog;
import dev.fairlead.buildtask.egress.EgressProxy;
import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BubblewrapSandboxTest extends ShutInContract {
  private static final String SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin";

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
    Path egress = Files.createDirectory(parts.resolve("egress"));
    proxy =
        EgressProxy.start(
            egress.resolve(BubblewrapSandbox.socketName()), new HostPolicy(Set.of()), egressLog);
    Path cache = Files.createDirectory(parts.resolve("cache"));
    Files.writeString(parts.resolve("secret"), "attempt-token");
    return BubblewrapSandbox.open(
        "test-" + ProcessHandle.current().pid(),
        workspace,
        cache,
        egress,
        parts,
        SEARCH_PATH,
        new SandboxLimits(512L << 20, 400, 64L << 20));
  }

  @Override
  int uid() {
    return 1000;
  }

  @AfterEach
  void closeProxy() throws IOException {
    if (proxy != null) {
      proxy.close();
    }
  }

  /** Each command must fail inside, whoever runs the build. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls /root",
        "cat /etc/shadow",
        "ls /sys/fs/cgroup",
        "ls /var/lib",
        "unshare --user true",
        "unshare --mount true",
        "unshare --net true",
        "mount -t tmpfs none /tmp",
        "mount --bind /tmp /usr",
        "umount /proc/sys",
        "chroot / true",
        "setpriv --reuid 0 true",
        "nsenter --target 1 --mount true",
        "echo x > /proc/sys/kernel/core_pattern",
        "echo 1 > /proc/sys/vm/drop_caches",
        "echo h > /proc/sysrq-trigger",
        "cat /proc/kmsg",
        "dmesg",
        "touch /usr/bin/planted",
        "touch /etc/planted",
        "touch /planted",
        "touch /dev/planted",
        "touch /opt/java/planted",
        "touch /run/fairlead/planted",
        "rm -f /run/fairlead/proxy.sock",
        "mknod /tmp/disk b 8 0",
        "hostname other",
        "kill -9 -1 && false"
      })
  void theMachineIsOutOfReach(String script) throws IOException {
    CommandOutcome outcome = run(script);

    assertThat(outcome).as(output.all()).isInstanceOf(CommandOutcome.Exited.class);
    assertThat(outcome).as(output.all()).isNotEqualTo(new CommandOutcome.Exited(0));
  }

  @Test
  void itSeesOnlyItsOwnProcesses() throws IOException {
    run("ls -d /proc/[0-9]* | wc -l; cat /proc/1/cmdline | tr '\\0' ' '");

    assertThat(Integer.parseInt(output.all().lines().findFirst().orElseThrow().strip()))
        .isLessThan(12);
    assertThat(output.all()).doesNotContain("surefire", "secret");
  }

  @Test
  void theOnlyInterfaceIsItsOwnLoopback() throws IOException {
    run("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '");

    assertThat(output.all()).isEqualTo("lo\n");
  }

  @Test
  void aServerOnTheMachinesLoopbackIsOutOfReach() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      String script =
          "exec 3<>/dev/tcp/127.0.0.1/%d && echo reached".formatted(server.getLocalPort());
      run("bash -c '" + script + "'");

      assertThat(output.all()).doesNotContain("reached");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:80",
        "localhost:80",
        "2130706433:80",
        "169.254.169.254:80",
        "[::1]:80",
        "[::ffff:169.254.169.254]:80",
        "[64:ff9b::a9fe:a9fe]:443",
        "[fd00::1]:443",
        "10.0.0.1:80",
        "100.100.100.200:80",
        "192.168.1.1:443",
        "224.0.0.1:80",
        "0.0.0.0:80",
        "8.8.8.8:22"
      })
  void theProxyDeniesEverySpellingOfAPrivateAddress(String authority) throws IOException {
    run("bash -c '" + askProxy("CONNECT %s HTTP/1.1".formatted(authority)) + "'");
    run("bash -c '" + askProxy("GET http://%s/ HTTP/1.1".formatted(authority)) + "'");

    assertThat(output.all().lines().filter(line -> line.startsWith("HTTP/")))
        .containsExactly("HTTP/1.1 403 Refused", "HTTP/1.1 403 Refused");
    String expected = authority.replace("[", "").replace("]", "");
    assertThat(denied).containsExactly(expected, expected);
  }

  private static String askProxy(String request) {
    return "exec 3<>/dev/tcp/127.0.0.1/3128; printf \"%s\\r\\n\\r\\n\" >&3; tr -d \"\\r\" <&3"
        .formatted(request);
  }

  @Test
  void filesOfTheAttemptItselfAreOutOfReach() throws IOException {
    run("cat %s; cat %s/arguments; ls %s".formatted(parts.resolve("secret"), parts, folder));

    assertThat(output.all()).doesNotContain("attempt-token").contains("No such file");
  }

  @Test
  void theEnvironmentIsNotOnAnyCommandLine() throws IOException {
    run("tr '\\0' ' ' < /proc/1/cmdline");

    assertThat(output.all()).doesNotContain("it's me");
  }

  @Test
  void theScratchFoldersAreBounded() throws IOException {
    assertThat(run("head -c 200000000 /dev/zero > /tmp/big"))
        .isNotEqualTo(new CommandOutcome.Exited(0));
    assertThat(run("head -c 200000000 /dev/zero > /dev/shm/big"))
        .isNotEqualTo(new CommandOutcome.Exited(0));
  }

  @Test
  void itStartsOftenEnough() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(
              sandbox()
                  .run(
                      new SandboxCommand("true", workspace, Map.of()),
                      output,
                      MINUTE,
                      new StopSignal()))
          .isEqualTo(new CommandOutcome.Exited(0));
    }
  }
}
