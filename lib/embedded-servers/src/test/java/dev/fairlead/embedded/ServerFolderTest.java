package dev.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class ServerFolderTest {
  /** Linux gives these to outgoing connections (ip(7), ip_local_port_range). */
  private static final int OUTGOING = 32_768;

  @Test
  void aFreePortIsNoneThatAConnectionMayTakeBeforeTheServerDoes() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(ServerFolder.freePort(0)).isBetween(1024, OUTGOING - 1);
    }
  }

  @Test
  void aWantedPortThatIsUsedIsRefused() throws Exception {
    try (ServerSocket used = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThatThrownBy(() -> ServerFolder.freePort(used.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Port %d is used".formatted(used.getLocalPort()));
    }
  }
}
