package dev.fairlead.buildtask.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.SiteFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row is an element of a page's head and what is announced of it. */
final class PageLinksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <link rel="stylesheet" href="/a.css">                           | </a.css>; rel=preload; as=style
          <LINK REL=StyleSheet HREF=/a.css>                               | </a.css>; rel=preload; as=style
          <link rel="stylesheet" crossorigin href="/assets/i-Ab12.css">   | </assets/i-Ab12.css>; rel=preload; as=style; crossorigin
          <link rel="modulepreload" crossorigin href="/assets/v.js">      | </assets/v.js>; rel=modulepreload; crossorigin
          <link rel="preload" href="/f.woff2" as="font" type="font/woff2" crossorigin> | </f.woff2>; rel=preload; as=font; type="font/woff2"; crossorigin
          <link rel="preload" href="/d.json" as="fetch" crossorigin="use-credentials"> | </d.json>; rel=preload; as=fetch; crossorigin=use-credentials
          <link rel="preconnect" href="https://cdn.example.com">          | <https://cdn.example.com>; rel=preconnect
          <link rel="preconnect" href="https://f.example.com" crossorigin> | <https://f.example.com>; rel=preconnect; crossorigin
          <link rel="stylesheet" href="/a.css?v=1&amp;w=2">               | </a.css?v=1&w=2>; rel=preload; as=style
          """)
  void announces(String element, String link) {
    assertThat(PageLinks.of("<html><head>" + element + "</head><body></body>"))
        .containsExactly(link);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          <link rel="stylesheet" href="a.css">
          <link rel="stylesheet" href="//cdn.example.com/a.css">
          <link rel="stylesheet" href="http://cdn.example.com/a.css">
          <link rel="stylesheet" href="/a.css" media="print">
          <link rel="stylesheet" href="/a.css" disabled>
          <link rel="alternate stylesheet" href="/a.css">
          <link rel="stylesheet" href="/a>;x.css">
          <link rel="stylesheet" href="/größe.css">
          <link rel="stylesheet" href="/a b.css">
          <link rel="preload" href="/a.js">
          <link rel="preload" href="/a.js" as="script, x">
          <link rel="preload" as="image" imagesrcset="/a.png 2x" href="/a.png">
          <link rel="icon" href="/a.png">
          <link rel="preconnect" href="data:text/html,x">
          <script src="/a.js"></script>
          <template><link rel="stylesheet" href="/a.css"></template>
          <noscript><link rel="stylesheet" href="/a.css"></noscript>
          <!-- <link rel="stylesheet" href="/a.css"> -->
          <script>"<link rel='stylesheet' href='/a.css'>"</script>
          </head><body><link rel="stylesheet" href="/a.css">
          """)
  void leavesToThePage(String element) {
    assertThat(PageLinks.of("<!doctype html><head>" + element)).isEmpty();
  }

  @Test
  void announcesEachOnceAndNotTooMany() {
    StringBuilder page = new StringBuilder("<head>");
    for (int i = 0; i < 100; i++) {
      page.append("<link rel=stylesheet href=/").append(i / 2).append(".css>");
    }

    assertThat(PageLinks.of(page.toString()))
        .hasSize(SiteFile.MAX_LINKS)
        .doesNotHaveDuplicates()
        .startsWith("</0.css>; rel=preload; as=style", "</1.css>; rel=preload; as=style");
    assertThat(PageLinks.of("<link rel=stylesheet href=/" + "a".repeat(2000) + ">")).isEmpty();
    assertThat(PageLinks.of("")).isEmpty();
  }

  @Test
  void breaksNoHeaderWhateverThePageSays() {
    String page =
        """
        <head><link rel="preload" as="style" href="/a.css&#13;&#10;Set-Cookie: x">
        <link rel="preload" as="font" href="/b" type='font/x"; rel=y'>
        """;

    assertThat(PageLinks.of(page)).containsExactly("</b>; rel=preload; as=font");
  }
}
