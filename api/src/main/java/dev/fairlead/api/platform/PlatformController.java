package dev.fairlead.api.platform;

import dev.fairlead.api.launch.BuildLauncher;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.project.StorageRegions;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;

/** What this platform offers to projects. */
@AnswersProblems
@Tag(name = "Projects")
@Controller("/v1/platform")
final class PlatformController {
  private final StorageRegions regions;
  private final BuildLauncher launcher;

  PlatformController(StorageRegions regions, BuildLauncher launcher) {
    this.regions = regions;
    this.launcher = launcher;
  }

  /** Lists what a new project may choose from. */
  @Get
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  PlatformView show() {
    return new PlatformView(regions.names(), launcher.hasMachines() ? sizes() : List.of());
  }

  private static List<String> sizes() {
    return Arrays.stream(BuildSize.values()).map(BuildSize::wireName).toList();
  }

  /**
   * What a new project may choose from.
   *
   * @param storageRegions where sites can be stored, the platform's own region first
   * @param buildSizes machines of a build, the smallest first; empty where all builds share one
   */
  @Schema(name = "Platform")
  public record PlatformView(List<String> storageRegions, List<String> buildSizes) {}
}
