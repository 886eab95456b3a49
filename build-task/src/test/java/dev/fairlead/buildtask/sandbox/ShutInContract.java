package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.LogStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sandbox does that shuts commands in. */
abstract class ShutInContract extends SandboxContract {

  /** The uid that a command sees as its own. */
  abstract int uid();

  @Test
  final void commandsRunAsAnotherUserWithoutAnyRight() throws IOException {
    run("id -u; grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status | tr -s '\\t ' ' '");

    assertThat(output.all().lines())
        .containsExactly(
            Integer.toString(uid()),
            "CapInh: 0000000000000000",
            "CapPrm: 0000000000000000",
            "CapEff: 0000000000000000",
            "CapBnd: 0000000000000000",
            "CapAmb: 0000000000000000",
            "NoNewPrivs: 1",
            "Seccomp: 2");
  }

  /** %d is this process, which holds what commands must not have. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat /proc/%d/environ",
        "head -c 1 /proc/%d/mem",
        "cat /proc/%d/maps",
        "ls /proc/%d/fd",
        "ls /proc/%d/cwd/",
        "cat /proc/%d/task/*/environ",
        "kill -0 %d",
        "kill -TERM %d",
        "python3 -c 'import ctypes,sys; sys.exit(ctypes.CDLL(None).ptrace(16, %d, 0, 0) == 0)' &&"
            + " false",
        "setpriv --reuid 0 true",
        "setpriv --reuid 65534 true",
        "setpriv --inh-caps +kill true",
        "unshare --user true",
        "unshare --mount true",
        "unshare --net true",
        "mount -t tmpfs none /tmp",
        "chroot / true",
        "dmesg",
        "cat /etc/shadow",
        "touch /usr/bin/planted",
        "touch /etc/planted",
        "touch /planted",
        "mknod /tmp/disk b 8 0",
        "hostname other",
        "echo x > /proc/sys/kernel/core_pattern",
        "echo h > /proc/sysrq-trigger"
      })
  final void thisProcessAndTheMachineAreOutOfReach(String script) throws IOException {
    CommandOutcome outcome = run(script.replace("%d", ProcessHandle.current().pid() + ""));

    assertThat(outcome).as(output.all()).isInstanceOf(CommandOutcome.Exited.class);
    assertThat(outcome).as(output.all()).isNotEqualTo(new CommandOutcome.Exited(0));
  }

  @Test
  final void aProgramWithTheSetUserIdBitGivesNothing() throws IOException {
    Path program = Files.copy(Path.of("/usr/bin/id"), workspace.resolve("become"));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setAttribute(program, "unix:mode", 06755);

    run("./become -u; ./become -g; rm -f become");

    assertThat(output.text(LogStream.STDOUT).lines())
        .as(output.all())
        .hasSize(2)
        .containsOnly(Integer.toString(uid()));
  }

  @Test
  final void onlyKnownVariablesAreThere() throws IOException {
    run("env | cut -d= -f1 | sort | tr '\\n' ' '");

    assertThat(output.text(LogStream.STDOUT).split(" "))
        .contains("GREETING", "PATH", "HOME", "HTTPS_PROXY", "https_proxy")
        .isSubsetOf(
            "ALL_PROXY",
            "GREETING",
            "HOME",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "LANG",
            "NODE_EXTRA_CA_CERTS",
            "NODE_USE_ENV_PROXY",
            "NO_PROXY",
            "OLDPWD",
            "PATH",
            "PWD",
            "SHELL",
            "SHLVL",
            "TMPDIR",
            "USER",
            "_",
            "all_proxy",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "npm_config_cache",
            "npm_config_https_proxy",
            "npm_config_proxy");
  }

  @Test
  final void whatACommandLeavesInTheBackgroundDiesWithIt() throws Exception {
    String marker = "31" + (System.nanoTime() % 1_000_000);

    assertThat(run("(setsid sleep %s >/dev/null 2>&1 &) ; exit 0".formatted(marker)))
        .isEqualTo(new CommandOutcome.Exited(0));
    awaitNoProcess("sleep " + marker);
  }

  @Test
  final void aForkBombEndsAtTheBoundOfProcesses() throws Exception {
    String marker = "32" + (System.nanoTime() % 1_000_000);
    run("for i in $(seq 1 2000); do sleep %s & done; echo all 2000 are running".formatted(marker));

    assertThat(output.all()).containsIgnoringCase("fork").doesNotContain("all 2000 are running");
    awaitNoProcess("sleep " + marker);
    assertThat(run("true")).as(output.all()).isEqualTo(new CommandOutcome.Exited(0));
  }

  @Test
  final void aBombThatForksOnIsStoppedInTime() throws Exception {
    CommandOutcome outcome =
        run("bomb() { bomb | bomb & }; bomb; sleep 60", Duration.ofSeconds(3), NEVER);

    assertThat(outcome).isNotEqualTo(new CommandOutcome.Exited(0));
    assertThat(run("echo alive")).as(output.all()).isEqualTo(new CommandOutcome.Exited(0));
  }

  @Test
  final void whatNeedsTooMuchMemoryIsToldSo() throws IOException {
    CommandOutcome outcome = run("node -e 'const a=[];while(true)a.push(Buffer.alloc(16<<20,1))'");

    assertThat(outcome).as(output.all()).isEqualTo(new CommandOutcome.OutOfMemory());
  }

  @Test
  final void noFileGrowsWithoutBound() throws IOException {
    assertThat(
            run(
                "head -c 200000000 /dev/zero > /tmp/fairlead-big-$$; e=$?; rm -f"
                    + " /tmp/fairlead-big-*; exit $e"))
        .isNotEqualTo(new CommandOutcome.Exited(0));
  }
}
