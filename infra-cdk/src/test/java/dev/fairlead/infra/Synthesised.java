package dev.fairlead.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesis.StackTemplate;
import dev.fairlead.infra.stage.Architecture;
import dev.fairlead.infra.stage.Domain;
import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Stages that are synthesised once for all tests of a JVM: it takes seconds. */
final class Synthesised {
  private static final Map<StageSize, Synthesis> MADE = new ConcurrentHashMap<>();

  /** A resource of a template. */
  record Resource(String stack, String id, JsonNode node) {
    String type() {
      return node.path("Type").asText();
    }

    JsonNode properties() {
      return node.path("Properties");
    }
  }

  private Synthesised() {}

  static List<Synthesis> sizes() {
    return List.of(of(StageSize.SMALL), of(StageSize.PRODUCTION));
  }

  static Synthesis of(StageSize size) {
    return MADE.computeIfAbsent(
        size,
        key ->
            Synthesis.of(
                stage(key), Synthesis.ImageSource.PUSHED, Path.of("unused"), false, folder()));
  }

  static Stage stage(StageSize size) {
    return new Stage(
        "live",
        size,
        "us-east-1",
        new Domain("sites.example.net", Optional.of("Z0123456789"), Optional.empty()),
        new Domain("deploy.example.com", Optional.of("Z0123456780"), Optional.empty()),
        List.of("eu-central-1"),
        Architecture.X86_64,
        Optional.of("ops@example.com"),
        List.of(),
        Optional.empty());
  }

  /** All resources of a type, of all stacks. */
  static List<Resource> resources(Synthesis synthesis, String type) {
    return resources(synthesis, resource -> resource.type().equals(type));
  }

  static List<Resource> resources(Synthesis synthesis, Predicate<Resource> wanted) {
    return synthesis.stacks().stream().flatMap(Synthesised::all).filter(wanted).toList();
  }

  private static Stream<Resource> all(StackTemplate stack) {
    return stack.template().path("Resources").properties().stream()
        .map(entry -> new Resource(stack.name(), entry.getKey(), entry.getValue()));
  }

  private static Path folder() {
    try {
      Path folder = Path.of("target", "synthesised");
      Files.createDirectories(folder);
      return Files.createTempDirectory(folder.toAbsolutePath(), "stage-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
