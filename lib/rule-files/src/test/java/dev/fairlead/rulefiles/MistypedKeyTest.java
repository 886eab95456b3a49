package dev.fairlead.rulefiles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key with a typing error is told together with the one that is missing for it. */
final class MistypedKeyTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "redirects": [{"sorce": "/a", "destination": "/b"}]      | The key source is missing here, and “sorce” is not supported here.
          "redirects": [{"source": "/a", "dest": "/b"}]            | The key destination is missing here, and “dest” is not supported here.
          "rewrites": [{"sorce": "/a", "dest": "/b"}]              | The keys source and destination are missing here, and “sorce, dest” is not supported here.
          "rewrites": [{"destination": "/b.html"}]                 | The key source is missing here.
          "headers": [{"sorce": "/a", "headers": []}]              | The key source is missing here, and “sorce” is not supported here.
          "headers": [{"source": "/a", "headers": [{"kay": "X-A", "value": "1"}]}] | The key key is missing here, and “kay” is not supported here.
          "headers": [{"source": "/a", "headers": [{"key": "X-A", "val": "1"}]}]   | The key value is missing here, and “val” is not supported here.
          """)
  void isToldWithTheKeyThatIsMissing(String keys, String sentence) {
    assertThat(Read.hosting(RuleFileKind.VERCEL, keys))
        .containsExactly("ERROR vercel.json:1: " + sentence);
    assertThat(Read.hosting(RuleFileKind.FIREBASE, keys))
        .containsExactly("ERROR firebase.json:1: " + sentence);
  }

  @ParameterizedTest
  @CsvSource({"VERCEL, vercel.json:4", "FIREBASE, firebase.json:4"})
  void isToldWhereItStands(RuleFileKind kind, String place) {
    String keys =
        """
        "redirects": [
          {
            "source": "/a",
            "dest": "/b"
          }
        ]
        """;

    assertThat(Read.hosting(kind, keys))
        .containsExactly(
            "ERROR %s: The key destination is missing here, and “dest” is not supported here."
                .formatted(place));
  }

  @ParameterizedTest
  @CsvSource({"VERCEL, vercel.json", "FIREBASE, firebase.json"})
  void hidesNoProblemOfTheHeadersBelowIt(RuleFileKind kind, String file) {
    String keys =
        """
        "headers": [
          {"sorce": "/a", "headers": [
            {"key": "Date", "value": "now"}]}
        ]
        """;

    assertThat(Read.hosting(kind, keys))
        .containsExactly(
            "ERROR %s:2: The key source is missing here, and “sorce” is not supported here."
                .formatted(file),
            "ERROR %s:3: A site cannot set Date: the edge decides it for every answer."
                .formatted(file));
  }
}
