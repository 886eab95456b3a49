package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While an update rolls, the api before it works on the schema of the one after it. So a migration
 * only expands: what an older api reads stays, and what it writes is enough.
 */
final class MigrationsTest {
  private static final List<Pattern> CONTRACTIONS =
      Stream.of(
              "\\bDROP\\s+(TABLE|COLUMN|VIEW|TYPE|SEQUENCE|DEFAULT)\\b",
              "\\bRENAME\\b",
              "\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\b",
              "\\bSET\\s+NOT\\s+NULL\\b",
              "\\bADD\\s+(COLUMN\\s+)?(?!CONSTRAINT)\\w+\\s+[^,;]*\\bNOT\\s+NULL\\b(?![^,;]*\\bDEFAULT\\b)"
                  + "(?<!DEFAULT[^,;]{0,200})",
              "\\bADD\\s+(CONSTRAINT|CHECK|UNIQUE|FOREIGN|PRIMARY)\\b",
              "\\b(TRUNCATE|DELETE\\s+FROM)\\b")
          .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
          .toList();

  static Stream<Path> laterMigrations() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(MigrationsTest.class.getResource("/db/migration")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("V1__"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("laterMigrations")
  void aMigrationOnlyExpands(Path migration) throws Exception {
    assertThat(contractions(Files.readString(migration))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE project DROP COLUMN name",
        "ALTER TABLE project RENAME COLUMN name TO label",
        "ALTER TABLE project ALTER COLUMN name TYPE varchar(10)",
        "ALTER TABLE project ALTER name SET NOT NULL",
        "ALTER TABLE project ADD COLUMN size text NOT NULL",
        "ALTER TABLE project ADD CONSTRAINT short CHECK (length(name) < 10)",
        "DELETE FROM project",
      })
  void aContractionIsSeen(String statement) {
    assertThat(contractions(statement)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE project ADD COLUMN size text",
        "ALTER TABLE project ADD COLUMN size text NOT NULL DEFAULT 'medium'",
        "ALTER TABLE project ADD COLUMN size text DEFAULT 'medium' NOT NULL",
        "CREATE TABLE task (id text NOT NULL)",
        "-- Nothing is dropped: DROP TABLE",
      })
  void anExpansionIsAllowed(String statement) {
    assertThat(contractions(statement)).isEmpty();
  }

  private static List<String> contractions(String sql) {
    String statements = sql.replaceAll("--[^\\n]*", "");
    return CONTRACTIONS.stream()
        .filter(pattern -> pattern.matcher(statements).find())
        .map(Pattern::pattern)
        .toList();
  }
}
