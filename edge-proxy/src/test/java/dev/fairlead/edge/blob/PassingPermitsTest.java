package dev.fairlead.edge.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may have how many of the permits. */
final class PassingPermitsTest {
  private static final int OF_ONE_CLIENT = 32;
  private static final int ALL = 128;

  private final PassingPermits permits = new PassingPermits(true);

  @Test
  void aNetworkOfIpv6IsOneClient() throws Exception {
    for (int i = 0; i < OF_ONE_CLIENT; i++) {
      var unused = permits.take(InetAddress.ofLiteral("2001:db8:0:7::" + i));
    }
    assertThatThrownBy(() -> permits.take(InetAddress.ofLiteral("2001:db8:0:7:f::1")))
        .isInstanceOf(BusyException.class)
        .hasMessage("32 large files are being sent to one client");
    assertThat(permits.take(InetAddress.ofLiteral("2001:db8:0:8::1"))).isNotNull();
  }

  @Test
  void whatIsGivenBackOrRefusedIsThereForOthers() throws Exception {
    InetAddress client = InetAddress.ofLiteral("192.0.2.1");
    for (int round = 0; round < 10; round++) {
      List<Runnable> taken = new ArrayList<>();
      for (int i = 0; i < OF_ONE_CLIENT; i++) {
        taken.add(permits.take(client));
      }
      assertThatThrownBy(() -> permits.take(client)).isInstanceOf(BusyException.class);
      // Giving back twice gives back once.
      taken.forEach(Runnable::run);
      taken.forEach(Runnable::run);
    }
    for (int i = 0; i < ALL; i++) {
      var unused = permits.take(InetAddress.ofLiteral("198.51.100." + i));
    }
    assertThatThrownBy(() -> permits.take(InetAddress.ofLiteral("203.0.113.1")))
        .isInstanceOf(BusyException.class)
        .hasMessage("128 large files are being sent");
  }
}
