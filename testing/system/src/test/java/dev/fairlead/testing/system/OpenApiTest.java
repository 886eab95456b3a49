package dev.fairlead.testing.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The committed description of the API is the one that its code has now. */
final class OpenApiTest {
  static final Path COMMITTED =
      Path.of(System.getProperty("fairlead.root"), "docs", "api", "openapi.yml");
  private static final String GENERATED = "/META-INF/swagger/fairlead-v1.yml";

  @Test
  void theCommittedDocumentIsCurrent() throws IOException {
    try (InputStream generated =
        Objects.requireNonNull(getClass().getResourceAsStream(GENERATED), GENERATED)) {
      assertThat(Files.readString(COMMITTED))
          .as("docs/api/openapi.yml is out of date; run ./fairlead openapi and commit the change")
          .isEqualTo(new String(generated.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
