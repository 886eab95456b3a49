package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostnameTest {

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a", "shop.example", "x--y.shop.example", "1.2.3.4"})
  void acceptsACanonicalName(String name) {
    assertThat(Hostname.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "a.", ".a", "a..b", "-a", "a-", "a.-b", "A", "a_b", "a b", "a/b", "../b", "ä",
        "a:80", "[::1]", "a\u0000"
      })
  void refusesAnythingElse(String name) {
    assertThatThrownBy(() -> Hostname.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("host name: " + name + " (expected: ");
  }

  @Test
  void refusesLongLabelsAndNames() {
    String label = "a".repeat(63);
    String longest = "%1$s.%1$s.%1$s.%2$s".formatted(label, "a".repeat(61));

    assertThat(Hostname.parse(longest).value()).hasSize(253);
    assertThatThrownBy(() -> Hostname.parse("b" + longest))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Hostname.parse(longest + "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example, shop.example",
    "SHOP.Example, shop.example",
    "shop.example:8081, shop.example",
    "shop.example:, shop.example",
    "shop.example., shop.example",
    "shop.example.:80, shop.example",
    "127.0.0.1:80, 127.0.0.1"
  })
  void readsAnAuthority(String authority, String host) {
    assertThat(Hostname.ofAuthority(authority)).contains(Hostname.parse(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "a:b",
        "a:123456",
        "a:80:80",
        "user@shop.example",
        "[::1]:80",
        "a..",
        "a b",
        "a,b",
        "..",
        "\u0130.example"
      })
  void anAuthorityThatNamesNoDnsHostIsEmpty(String authority) {
    assertThat(Hostname.ofAuthority(authority)).isEmpty();
  }

  @Test
  void aChildHasOneMoreLabel() {
    assertThat(Hostname.parse("sites.example").child("blog"))
        .isEqualTo(Hostname.parse("blog.sites.example"));
    assertThatThrownBy(() -> Hostname.parse("sites.example").child("-"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsWhatALabelIs() {
    assertThat(Hostname.isLabel("blog-2")).isTrue();
    assertThat(Hostname.isLabel("a.b")).isFalse();
    assertThat(Hostname.isLabel("")).isFalse();
    assertThat(Hostname.isLabel("a".repeat(64))).isFalse();
  }
}
