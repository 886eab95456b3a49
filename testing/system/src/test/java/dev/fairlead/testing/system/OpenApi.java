package dev.fairlead.testing.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the committed document says the API can do. */
final class OpenApi {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private OpenApi() {}

  /** One thing the API can do. */
  record Operation(String method, String path) {
    /** The path with something in the place of each parameter. */
    String filled() {
      return path.replaceAll("\\{[^}]+}", "something");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static List<Operation> operations() throws IOException {
    JsonNode paths =
        new YAMLMapper().readTree(Files.readAllBytes(OpenApiTest.COMMITTED)).path("paths");
    return paths.properties().stream()
        .flatMap(path -> operationsOf(path.getKey(), path.getValue()))
        .toList();
  }

  private static Stream<Operation> operationsOf(String path, JsonNode item) {
    return item.properties().stream()
        .filter(entry -> METHODS.contains(entry.getKey()))
        .map(entry -> new Operation(entry.getKey().toUpperCase(Locale.ROOT), path));
  }
}
