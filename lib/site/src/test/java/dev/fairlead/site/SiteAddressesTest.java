package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is a handling, an address and where the file answers that it means. */
final class SiteAddressesTest {
  private static final List<SitePath> FILES =
      List.of(
          SitePath.parse("/index.html"),
          SitePath.parse("/about.html"),
          SitePath.parse("/blog/index.html"),
          SitePath.parse("/größe.html"));

  @ParameterizedTest
  @CsvSource({
    "auto-trailing-slash, /about, /about",
    "auto-trailing-slash, /about.html, /about",
    "auto-trailing-slash, /about/, /about",
    "auto-trailing-slash, /blog, /blog/",
    "auto-trailing-slash, /gr%C3%B6%C3%9Fe.html, /gr%C3%B6%C3%9Fe",
    "auto-trailing-slash, /none, ''",
    "auto-trailing-slash, /%2e, ''",
    "force-trailing-slash, /about, /about/",
    "drop-trailing-slash, /blog/, /blog",
    "none, /about.html, /about.html",
    "none, /about, ''",
    "none, /blog/, /blog/",
    "none, /blog, ''"
  })
  void saysWhereAFileAnswers(String handling, String address, String answers) {
    SiteAddresses addresses = new SiteAddresses(FILES, HtmlHandling.ofWireName(handling));

    assertThat(addresses.answering(address).orElse("")).isEqualTo(answers);
  }
}
