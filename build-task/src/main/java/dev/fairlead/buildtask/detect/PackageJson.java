package dev.fairlead.buildtask.detect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts of a {@code package.json} that say how a site is built. */
@JsonIgnoreProperties(ignoreUnknown = true)
record PackageJson(
    @Nullable String packageManager,
    Map<String, String> scripts,
    Map<String, String> dependencies,
    Map<String, String> devDependencies) {

  PackageJson(
      @Nullable String packageManager,
      @Nullable Map<String, String> scripts,
      @Nullable Map<String, String> dependencies,
      @Nullable Map<String, String> devDependencies) {
    this.packageManager = packageManager;
    this.scripts = copy(scripts);
    this.dependencies = copy(dependencies);
    this.devDependencies = copy(devDependencies);
  }

  /**
   * Reads a file.
   *
   * @throws InvalidDocumentException that says what is wrong with it
   */
  static PackageJson parse(String text) throws InvalidDocumentException {
    String json = text.startsWith("\ufeff") ? text.substring(1) : text;
    return WireFormat.parse(
        "package.json", json.getBytes(StandardCharsets.UTF_8), PackageJson.class);
  }

  /** The version range of a direct dependency, of either kind. */
  Optional<String> dependency(String name) {
    return Optional.ofNullable(dependencies.getOrDefault(name, devDependencies.get(name)));
  }

  boolean hasDependencies() {
    return !dependencies.isEmpty() || !devDependencies.isEmpty();
  }

  Optional<String> script(String name) {
    return Optional.ofNullable(scripts.get(name)).filter(script -> !script.isBlank());
  }

  private static Map<String, String> copy(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : new LinkedHashMap<>(map);
  }
}
