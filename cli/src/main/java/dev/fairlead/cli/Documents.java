package dev.fairlead.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of the API's documents that the commands use; {@code docs/api/openapi.yml} has all. */
final class Documents {
  private Documents() {}

  record Project(
      String id,
      String name,
      String url,
      @Nullable String repositoryUrl,
      String storageRegion,
      @Nullable String productionDeployment) {}

  record Deployment(
      String id,
      String projectName,
      String state,
      boolean production,
      boolean live,
      boolean served,
      String url,
      String siteUrl,
      @Nullable Failure failure,
      @Nullable String cancelReason,
      @Nullable Commit commit,
      @Nullable Summary upload,
      Instant createdAt,
      @Nullable Instant finishedAt) {

    boolean isFinal() {
      return !state.equals("queued") && !state.equals("building");
    }

    /** Where a visitor finds it. */
    String address() {
      return production ? siteUrl : url;
    }
  }

  record Failure(String code, String message, @Nullable Long logLine) {}

  record Summary(int files, long bytes, int uploadedBlobs, long uploadedBytes) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Commit(
      String sha, @Nullable String branch, @Nullable String message, @Nullable String author) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NewProject(
      String name,
      @Nullable String repositoryUrl,
      @Nullable String rootDirectory,
      @Nullable String installCommand,
      @Nullable String buildCommand,
      @Nullable String outputDirectory,
      @Nullable String htmlHandling,
      @Nullable String notFound,
      @Nullable String buildSize,
      @Nullable String storageRegion) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NewDeployment(
      @Nullable String uploadId,
      @Nullable String branch,
      @Nullable Commit source,
      @Nullable String rootDirectory,
      @Nullable String installCommand,
      @Nullable String buildCommand,
      @Nullable String outputDirectory,
      @Nullable String htmlHandling,
      @Nullable String notFound,
      @Nullable String buildSize) {}

  record NewUpload(String sha256, long length) {}

  record Upload(String id, String url, Map<String, String> headers) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NewRollback(@Nullable String deployment) {}

  record LogPage(int attempt, List<LogLine> lines, String next, boolean complete) {}

  record LogLine(long number, Instant at, String stream, String text) {}

  /** A frame of the log server: lines, or the end. */
  record LogFrame(
      String type, int attempt, @Nullable List<LogLine> lines, @Nullable String state) {}

  record LogTicket(String url) {}

  record SignInLink(String url) {}

  /** What a deployment answers, and why; no status where another server decides it. */
  record Resolution(
      int status,
      @Nullable String location,
      @Nullable String file,
      @Nullable String proxied,
      List<Header> headers,
      List<String> removedHeaders,
      @Nullable RuleSource rule,
      List<RuleSource> headerRules,
      List<String> steps) {}

  record Header(String name, String value, boolean bySite) {}

  record RuleSource(String file, int line) {}

  record Problem(@Nullable String code, @Nullable String detail) {}
}
