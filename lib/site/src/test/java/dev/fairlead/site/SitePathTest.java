package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SitePathTest {

  @ParameterizedTest
  @CsvSource({
    "/index.html, index.html",
    "/a/b c/größe.txt, größe.txt",
    "/.well-known/x, x",
    "/a/..., ...",
    "/%2e, %2e"
  })
  void acceptsThePathOfAFile(String path, String fileName) {
    assertThat(SitePath.parse(path).value()).isEqualTo(path);
    assertThat(SitePath.parse(path).fileName()).isEqualTo(fileName);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a",
        "a/b",
        "//a",
        "/a//b",
        "/a/",
        "/.",
        "/..",
        "/../a",
        "/a/./b",
        "/a/..",
        "/a\\b",
        "/a\u0000",
        "/a\nb",
        "/a\u0085",
        "/u\u0308",
        "/\ud800"
      })
  void refusesWhatIsNone(String path) {
    assertThatThrownBy(() -> SitePath.parse(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("path: " + path + " (it ");
  }

  @Test
  void boundsBytesAndSegments() {
    assertThat(SitePath.parse("/" + "a".repeat(1023)).value()).hasSize(1024);
    assertThatThrownBy(() -> SitePath.parse("/" + "a".repeat(1024)))
        .hasMessageContaining("more than 1024 bytes");
    assertThatThrownBy(() -> SitePath.parse("/" + "ü".repeat(512)))
        .hasMessageContaining("more than 1024 bytes");
    assertThat(SitePath.parse("/a".repeat(64)).fileName()).isEqualTo("a");
    assertThatThrownBy(() -> SitePath.parse("/a".repeat(65)))
        .hasMessageContaining("more than 64 segments");
  }
}
