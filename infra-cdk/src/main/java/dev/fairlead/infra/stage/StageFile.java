package dev.fairlead.infra.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stage from a TOML file, such as {@code fairlead-aws.toml}, and names all that is wrong
 * with it at once. {@code docs/aws.md} shows one.
 */
public final class StageFile {
  private static final Set<String> KEYS =
      Set.of(
          "stage",
          "size",
          "region",
          "further-regions",
          "architecture",
          "alarm-mail",
          "zones",
          "database-snapshot",
          "sites",
          "platform");
  private static final Set<String> DOMAIN_KEYS = Set.of("domain", "hosted-zone", "certificate");

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private StageFile(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException that names every setting that is missing, wrong or unknown
   * @throws IOException if the file cannot be read
   */
  public static Stage read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "%s: there is no such file (expected: the settings of your stage; docs/aws.md shows how to write it)"
              .formatted(file),
          e);
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s:\n%s".formatted(file, e.getMessage()), e);
    }
  }

  static Stage parse(String text) {
    JsonNode root;
    try {
      root = new TomlMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not TOML: " + e.getOriginalMessage(), e);
    }
    StageFile file = new StageFile(root);
    @Nullable Stage stage = file.stage();
    if (stage == null || !file.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", file.problems));
    }
    return stage;
  }

  private @Nullable Stage stage() {
    refuseUnknown("", root, KEYS);
    @Nullable String name = value(root, "stage", "live", Function.identity());
    @Nullable StageSize size = value(root, "size", "small", StageSize::parse);
    @Nullable String region = value(root, "region", null, Function.identity());
    @Nullable Architecture architecture =
        value(root, "architecture", "x86_64", Architecture::parse);
    @Nullable Domain sites = domain("sites");
    @Nullable Domain platform = domain("platform");
    if (name == null
        || size == null
        || region == null
        || architecture == null
        || sites == null
        || platform == null) {
      return null;
    }
    return attempt(
        () ->
            new Stage(
                name,
                size,
                region,
                sites,
                platform,
                list("further-regions"),
                architecture,
                Optional.ofNullable(text(root, "alarm-mail")),
                list("zones"),
                Optional.ofNullable(text(root, "database-snapshot"))));
  }

  private @Nullable Domain domain(String table) {
    JsonNode node = root.path(table);
    refuseUnknown(table + ".", node, DOMAIN_KEYS);
    @Nullable String name = text(node, "domain");
    if (name == null) {
      problems.add("%s.domain is missing".formatted(table));
      return null;
    }
    return attempt(
        () ->
            new Domain(
                name,
                Optional.ofNullable(text(node, "hosted-zone")),
                Optional.ofNullable(text(node, "certificate"))));
  }

  private List<String> list(String key) {
    return root.path(key).valueStream().map(JsonNode::asText).toList();
  }

  private void refuseUnknown(String prefix, JsonNode table, Set<String> known) {
    table
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                problems.add(
                    "%s%s is no setting (expected: one of %s)"
                        .formatted(
                            prefix, key, String.join(", ", known.stream().sorted().toList())));
              }
            });
  }

  private <T> @Nullable T value(
      JsonNode table, String key, @Nullable String fallback, Function<String, T> parser) {
    @Nullable String given = text(table, key);
    @Nullable String text = given == null ? fallback : given;
    if (text == null) {
      problems.add(key + " is missing");
      return null;
    }
    return attempt(() -> parser.apply(text));
  }

  private static @Nullable String text(JsonNode table, String key) {
    JsonNode node = table.path(key);
    return node.isMissingNode() ? null : node.asText();
  }

  private <T> @Nullable T attempt(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }
}
