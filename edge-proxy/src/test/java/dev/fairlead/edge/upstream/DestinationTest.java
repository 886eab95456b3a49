package dev.fairlead.edge.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {
  @Test
  void readsWhatAUrlNames() {
    assertThat(Destination.parse("https://api.example/a?b=c"))
        .isEqualTo(new Destination("api.example", 443, "api.example", "/a?b=c"));
    assertThat(Destination.parse("https://api.example:8443"))
        .isEqualTo(new Destination("api.example", 8443, "api.example:8443", "/"));
    assertThat(Destination.parse("https://api.example?b"))
        .isEqualTo(new Destination("api.example", 443, "api.example", "/?b"));
    assertThat(Destination.parse("https://[2001:db8::1]:1/"))
        .isEqualTo(new Destination("2001:db8::1", 1, "[2001:db8::1]:1", "/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example/",
        "https://user@api.example/",
        "https://api.example:0/",
        "https://api.example:70000/",
        "https:///a",
        "https://a b/",
        "https://[::1/",
      })
  void othersNameNone(String url) {
    assertThat(Destination.parse(url)).isNull();
  }
}
