package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BubblewrapPlanTest {
  private static final HostSystem HOST =
      new HostSystem(
          Map.of("/bin", "usr/bin"),
          List.of("/lib64"),
          List.of("/etc/ssl/certs"),
          List.of("/proc/sys", "/proc/kmsg"),
          Path.of("/srv/jdk"),
          Path.of("/home/ada/.nvm/versions/node/v22.1.0"));
  private static final SandboxFolders FOLDERS =
      new SandboxFolders(
          Path.of("/w/source"),
          Path.of("/w/cache"),
          Path.of("/w/etc"),
          Path.of("/w/init"),
          Path.of("/w/egress"));
  private static final BubblewrapPlan PLAN =
      new BubblewrapPlan(HOST, FOLDERS, new SandboxLimits(1 << 30, 100, 1 << 20));

  @Test
  void theArgumentsAreExactlyThese() {
    SandboxCommand command =
        new SandboxCommand("npm ci", Path.of("/w/source/apps/web"), Map.of("KEY", "value"));

    assertThat(String.join(" ", PLAN.arguments(command)).replace(" --", "\n--"))
        .isEqualTo(
            """
            --unshare-user
            --unshare-all
            --disable-userns
            --die-with-parent
            --new-session
            --cap-drop ALL
            --clearenv
            --uid 1000
            --gid 1000
            --hostname build
            --ro-bind /usr /usr
            --symlink usr/bin /bin
            --ro-bind /lib64 /lib64
            --ro-bind /w/etc /etc
            --ro-bind /etc/ssl/certs /etc/ssl/certs
            --proc /proc
            --ro-bind /proc/sys /proc/sys
            --ro-bind /dev/null /proc/kmsg
            --dev /dev
            --perms 1777
            --size 1048576
            --tmpfs /tmp
            --perms 1777
            --size 1048576
            --tmpfs /dev/shm
            --size 1048576
            --tmpfs /home
            --dir /home/build
            --dir /var
            --symlink /tmp /var/tmp
            --ro-bind /srv/jdk /opt/java
            --ro-bind /w/init /opt/fairlead
            --ro-bind /w/egress /run/fairlead
            --ro-bind /home/ada/.nvm/versions/node/v22.1.0 /opt/node
            --bind /w/cache /cache
            --bind /w/source /workspace
            --setenv ALL_PROXY http://127.0.0.1:3128
            --setenv HOME /home/build
            --setenv HTTPS_PROXY http://127.0.0.1:3128
            --setenv HTTP_PROXY http://127.0.0.1:3128
            --setenv KEY value
            --setenv LANG C.UTF-8
            --setenv NODE_EXTRA_CA_CERTS /etc/ssl/certs/ca-certificates.crt
            --setenv NODE_USE_ENV_PROXY 1
            --setenv NO_PROXY localhost,127.0.0.1,::1
            --setenv PATH /opt/node/bin:/usr/local/bin:/usr/bin:/bin
            --setenv SHELL /bin/sh
            --setenv USER build
            --setenv all_proxy http://127.0.0.1:3128
            --setenv http_proxy http://127.0.0.1:3128
            --setenv https_proxy http://127.0.0.1:3128
            --setenv no_proxy localhost,127.0.0.1,::1
            --setenv npm_config_cache /cache/npm
            --setenv npm_config_https_proxy http://127.0.0.1:3128
            --setenv npm_config_proxy http://127.0.0.1:3128
            --remount-ro /dev
            --remount-ro /
            --chdir /workspace/apps/web\
            """);
  }

  @Test
  void theUsersCommandIsOneArgumentOfTheShell() {
    SandboxCommand command =
        new SandboxCommand("echo 'a b'; $(id)", Path.of("/w/source"), Map.of());

    assertThat(PLAN.program(command)).endsWith("/bin/sh", "-c", "echo 'a b'; $(id)");
  }

  @Test
  void aDirectoryOutsideTheWorkspaceIsRefused() {
    SandboxCommand command = new SandboxCommand("true", Path.of("/w/etc"), Map.of());

    assertThatThrownBy(() -> PLAN.arguments(command)).isInstanceOf(IllegalArgumentException.class);
  }
}
