package dev.fairlead.api.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project as the api shows it.
 *
 * @param url where the production deployment is served
 * @param productionBranch its deployments go live; absent until the first build has found it
 * @param htmlHandling absent for what the site's files say
 * @param notFound absent to detect it
 * @param buildSize machine of its builds: {@code small}, {@code medium}, {@code large} or {@code
 *     xlarge}
 * @param storageRegion where it is stored
 * @param productionDeployment id of the deployment that is served; absent before the first
 */
@Schema(name = "Project")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectView(
    String id,
    String name,
    String url,
    @Nullable String repositoryUrl,
    @Nullable String productionBranch,
    @Nullable String rootDirectory,
    @Nullable String installCommand,
    @Nullable String buildCommand,
    @Nullable String outputDirectory,
    @Nullable String htmlHandling,
    @Nullable String notFound,
    String buildSize,
    String storageRegion,
    @Nullable String productionDeployment,
    Instant createdAt) {

  static ProjectView of(Project project, String url, String region) {
    return new ProjectView(
        project.id().value(),
        project.name().value(),
        url,
        project.repository() == null ? null : project.repository().value(),
        project.productionBranch(),
        project.settings().rootDirectory(),
        project.settings().installCommand(),
        project.settings().buildCommand(),
        project.settings().outputDirectory(),
        project.settings().htmlName(),
        project.settings().notFoundName(),
        project.size().wireName(),
        region,
        project.production().map(Object::toString).orElse(null),
        project.createdAt());
  }
}
