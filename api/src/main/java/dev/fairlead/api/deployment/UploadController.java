package dev.fairlead.api.deployment;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.project.Project;
import dev.fairlead.api.project.ProjectStore;
import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.s3.S3UploadPresigner;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Archives of folders that have no repository. */
@AnswersProblems
@Tag(name = "Uploads")
@Controller("/v1/projects/{project}/uploads")
@ExecuteOn(TaskExecutors.BLOCKING)
final class UploadController {
  private static final Duration VALIDITY = Duration.ofMinutes(15);
  private static final long MAX_LENGTH = 512L << 20;

  private final ProjectStore projects;
  private final UploadStore uploads;
  private final ProjectStorage storage;
  private final RandomGenerator random;

  UploadController(
      ProjectStore projects, UploadStore uploads, ProjectStorage storage, RandomGenerator random) {
    this.projects = projects;
    this.uploads = uploads;
    this.storage = storage;
    this.random = random;
  }

  /**
   * Gives leave to upload one archive: a tar, compressed with gzip, whose bytes are known before.
   * Then deploy with its id.
   *
   * @param project id or name
   */
  @Post
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  HttpResponse<UploadView> create(
      @Parameter(hidden = true) TeamScope scope, String project, @Body NewUpload request)
      throws IOException {
    Project owner = projects.get(scope, project);
    DeploymentSource.Upload upload =
        new DeploymentSource.Upload(
            DeploymentId.random(random).value(), request.hash(), request.length());
    S3UploadPresigner.Upload presigned =
        storage
            .presigner(owner.id())
            .source(upload.id(), new Blob(upload.sha256(), upload.length()), VALIDITY);
    uploads.create(owner.id(), upload);
    return HttpResponse.created(
        new UploadView(upload.id(), presigned.url().toString(), presigned.headers()));
  }

  /**
   * The wish to upload an archive.
   *
   * @param sha256 of the archive, 64 lower-case hexadecimal digits
   * @param length of the archive in bytes, at most 512 MiB
   */
  @Schema(name = "NewUpload")
  public record NewUpload(String sha256, long length) {
    public NewUpload {
      if (length < 1 || length > MAX_LENGTH) {
        throw ProblemException.invalid(
            "length", "The archive has %d bytes; 1–%d are allowed.".formatted(length, MAX_LENGTH));
      }
    }

    ContentHash hash() {
      try {
        return ContentHash.parse(sha256);
      } catch (IllegalArgumentException e) {
        throw ProblemException.invalid("sha256", String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Leave to upload one archive.
   *
   * @param id names the upload when you deploy it
   * @param url PUT the archive here within 15 minutes
   * @param headers to be sent exactly as they are
   */
  @Schema(name = "Upload")
  public record UploadView(String id, String url, Map<String, String> headers) {}
}
