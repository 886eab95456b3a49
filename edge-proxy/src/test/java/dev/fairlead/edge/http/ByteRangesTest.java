package dev.fairlead.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http.Body.Segment.Slice;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                          | 100 | all
          bytes=0-                   | 100 | 0+100
          bytes=0-0                  | 100 | 0+1
          bytes=99-                  | 100 | 99+1
          bytes=10-19                | 100 | 10+10
          bytes=90-1000              | 100 | 90+10
          BYTES=1-2                  | 100 | 1+2
          bytes=-1                   | 100 | 99+1
          bytes=-100                 | 100 | 0+100
          bytes=-1000                | 100 | 0+100
          bytes=0-0,-1               | 100 | 0+1 99+1
          bytes= 5-6 , 1-2           | 100 | 5+2 1+2
          bytes=0-9,200-             | 100 | 0+10
          bytes=100-                 | 100 | none
          bytes=200-300,400-         | 100 | none
          bytes=-0                   | 100 | none
          bytes=0-                   | 0   | none
          bytes=-5                   | 0   | none
          bytes=0-,0-                | 100 | all
          bytes=0-60,40-99           | 100 | all
          bytes=9-8                  | 100 | all
          bytes=                     | 100 | all
          bytes=-                    | 100 | all
          bytes=a-b                  | 100 | all
          bytes=1-2,                 | 100 | 1+2
          bytes=, 1-2 ,,3-3        | 100 | 1+2 3+1
          bytes=,                    | 100 | all
          bytes=1--2                 | 100 | all
          bytes 1-2                  | 100 | all
          items=1-2                  | 100 | all
          bytes=99999999999999999999- | 100 | none
          bytes=0-99999999999999999999 | 100 | 0+100
          bytes=-99999999999999999999 | 100 | 0+100
          bytes=0-999999999999999999 | 100 | 0+100
          """)
  void readsTheHeader(@Nullable String header, long length, String answer) {
    assertThat(answer(header, length)).isEqualTo(answer);
  }

  @Test
  void tooManyRangesAreIgnored() {
    assertThat(answer("bytes=" + "0-0,".repeat(15) + "1-1", 100)).isNotEqualTo("all");
    assertThat(answer("bytes=" + "0-0,".repeat(16) + "1-1", 100)).isEqualTo("all");
  }

  private static String answer(@Nullable String header, long length) {
    return switch (ByteRanges.parse(header, length)) {
      case ByteRanges.All() -> "all";
      case ByteRanges.None() -> "none";
      case ByteRanges.Parts(List<Slice> slices) ->
          slices.stream()
              .map(slice -> slice.offset() + "+" + slice.length())
              .collect(Collectors.joining(" "));
    };
  }
}
