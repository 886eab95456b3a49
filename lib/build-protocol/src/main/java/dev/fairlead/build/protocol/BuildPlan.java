package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a build, by the user or by detection.
 *
 * @param framework display name, such as {@code Vite}; {@code Static files} where nothing is built
 * @param packageManager name and, where known, version; absent where nothing is installed
 * @param nodeVersion absent where Node.js is not needed
 * @param installCommand absent where nothing is installed
 * @param buildCommand absent where nothing is built
 * @param outputDirectory relative to the root directory
 * @param evidence why, in one sentence
 * @param isolation the sandbox that runs the commands, such as {@code bubblewrap}; {@code none}
 *     only where the operator has allowed it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildPlan(
    String framework,
    @Nullable String packageManager,
    @Nullable String nodeVersion,
    @Nullable String installCommand,
    @Nullable String buildCommand,
    String outputDirectory,
    String evidence,
    String isolation) {
  public BuildPlan {
    Objects.requireNonNull(framework, "framework");
    Objects.requireNonNull(outputDirectory, "outputDirectory");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(isolation, "isolation");
  }
}
