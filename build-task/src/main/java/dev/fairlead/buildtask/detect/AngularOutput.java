package dev.fairlead.buildtask.detect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the first project of an {@code angular.json} is built to. {@code outputPath} is a text or
 * an object with {@code base}; the application builder adds {@code browser}.
 */
final class AngularOutput {
  private AngularOutput() {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Workspace(@Nullable Map<String, Project> projects) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Project(@Nullable Map<String, Target> architect) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Target(@Nullable Map<String, Object> options) {}

  static List<String> of(String angularJson) {
    List<String> outputs = new ArrayList<>();
    try {
      Workspace workspace =
          WireFormat.parse(
              "angular.json", angularJson.getBytes(StandardCharsets.UTF_8), Workspace.class);
      if (workspace.projects() != null) {
        workspace.projects().forEach((name, project) -> add(outputs, name, project));
      }
    } catch (InvalidDocumentException e) {
      // The build itself will say what is wrong with the file.
      outputs.clear();
    }
    outputs.add("dist");
    return outputs;
  }

  private static void add(List<String> outputs, String name, Project project) {
    String path = "dist/" + name;
    Target build = project.architect() == null ? null : project.architect().get("build");
    Object set =
        build == null || build.options() == null ? null : build.options().get("outputPath");
    if (set instanceof Map<?, ?> parts) {
      set = parts.get("base");
    }
    if (set instanceof String text) {
      path = text;
    }
    outputs.add(path + "/browser");
    outputs.add(path);
  }
}
