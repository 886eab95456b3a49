package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import org.jspecify.annotations.Nullable;

/**
 * What the user decided about a build; whatever is absent is detected.
 *
 * @param rootDirectory folder of the repository that holds the site; absent for its root
 * @param installCommand shell command that installs dependencies; empty to install nothing
 * @param buildCommand shell command that builds the site; empty to build nothing
 * @param outputDirectory folder, relative to the root directory, that is published
 * @param htmlHandling at which addresses HTML files answer; absent for what the site's files say
 * @param notFound what unknown paths are answered with; absent for what the output looks like
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildSettings(
    @Nullable String rootDirectory,
    @Nullable String installCommand,
    @Nullable String buildCommand,
    @Nullable String outputDirectory,
    @Nullable HtmlHandling htmlHandling,
    @Nullable NotFoundHandling notFound) {

  /** Everything is detected. */
  public static final BuildSettings DETECT = new BuildSettings(null, null, null, null);

  /** Settings of the build alone; how the site is served is detected. */
  public BuildSettings(
      @Nullable String rootDirectory,
      @Nullable String installCommand,
      @Nullable String buildCommand,
      @Nullable String outputDirectory) {
    this(rootDirectory, installCommand, buildCommand, outputDirectory, null, null);
  }

  /** The wire name of {@link #htmlHandling}. */
  public @Nullable String htmlName() {
    return htmlHandling == null ? null : htmlHandling.wireName();
  }

  /** The wire name of {@link #notFound}. */
  public @Nullable String notFoundName() {
    return notFound == null ? null : notFound.wireName();
  }
}
