package dev.fairlead.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"example.com", "api.example.com", "1.1.1.1", "127.0.0.1.nip.io", "a.b3"})
  void mayBeOfAPublicServer(String host) {
    assertThat(PublicNames.mayBePublic(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "api.localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "999.1.1.1",
        "1.2.3.4.5",
        "printer.local",
        "db.internal",
        "nas.home.arpa",
        "site.test",
        "database"
      })
  void isOfNoPublicServer(String host) {
    assertThat(PublicNames.mayBePublic(host)).isFalse();
  }
}
