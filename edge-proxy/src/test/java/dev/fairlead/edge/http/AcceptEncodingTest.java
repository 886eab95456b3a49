package dev.fairlead.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file has 1000 bytes, br 300, zstd 310, gzip 400. */
final class AcceptEncodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                                   | as built | as built
          ''                                  | as built | as built
          gzip, deflate, br, zstd             | br       | as built
          gzip                                | gzip     | as built
          GZIP                                | gzip     | as built
          x-gzip                              | gzip     | as built
          zstd, gzip                          | zstd     | as built
          gzip;q=1.0, br;q=0.9                | gzip     | as built
          gzip;q=0.5, br;q=0.500              | br       | as built
          br;q=0, gzip                        | gzip     | as built
          br;q=0                              | as built | as built
          deflate                             | as built | as built
          *                                   | br       | as built
          *;q=0.1, gzip;q=0.2                 | gzip     | as built
          *, br;q=0                           | zstd     | as built
          identity                            | as built | as built
          identity, gzip;q=0.5                | as built | as built
          identity;q=0.5, gzip;q=0.5          | gzip     | as built
          identity;q=0, gzip                  | gzip     | none
          identity;q=0                        | none     | none
          *;q=0                               | none     | none
          *;q=0, identity                     | as built | as built
          *;q=0, gzip;q=0.1                   | gzip     | none
          gzip;q=2                            | as built | as built
          gzip;q=0.1234                       | as built | as built
          gzip;q=                             | as built | as built
          gzip ; q=1 , br ;q = 0              | gzip     | as built
          """)
  void choosesWhatTheClientLikesBest(
      @Nullable String header, String withVariants, String withoutVariants) {
    Map<Coding, Blob> variants =
        Map.of(Coding.BROTLI, blob(300), Coding.ZSTD, blob(310), Coding.GZIP, blob(400));

    assertThat(choice(header, variants)).isEqualTo(withVariants);
    assertThat(choice(header, Map.of())).isEqualTo(withoutVariants);
  }

  private static String choice(@Nullable String header, Map<Coding, Blob> variants) {
    SiteFile file =
        new SiteFile(SitePath.parse("/a.js"), "text/javascript", false, blob(1000), variants);
    AcceptEncoding.Selected selected = AcceptEncoding.parse(header).select(file);
    if (selected == null) {
      return "none";
    }
    return selected.coding() == null ? "as built" : selected.coding().token();
  }

  private static Blob blob(int length) {
    return new Blob(ContentHash.of(new byte[length]), length);
  }
}
