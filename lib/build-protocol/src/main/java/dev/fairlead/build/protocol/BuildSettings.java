package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the user decided about a build; whatever is absent is detected.
 *
 * @param rootDirectory folder of the repository that holds the site; absent for its root
 * @param installCommand shell command that installs dependencies; empty to install nothing
 * @param buildCommand shell command that builds the site; empty to build nothing
 * @param outputDirectory folder, relative to the root directory, that is published
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildSettings(
    @Nullable String rootDirectory,
    @Nullable String installCommand,
    @Nullable String buildCommand,
    @Nullable String outputDirectory) {

  /** Everything is detected. */
  public static final BuildSettings DETECT = new BuildSettings(null, null, null, null);
}
