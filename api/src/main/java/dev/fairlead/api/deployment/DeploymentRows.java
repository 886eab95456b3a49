package dev.fairlead.api.deployment;

import dev.fairlead.api.project.BuildSize;
import dev.fairlead.api.project.ProjectName;
import dev.fairlead.api.project.SettingsRows;
import dev.fairlead.api.rules.RuleProblemCount;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.build.protocol.UploadSummary;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.WireFormat;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** How a row of the deployment table is read. */
final class DeploymentRows {
  /** Selects everything {@link #deployment} reads; conditions follow. */
  static final String SELECT =
      """
      SELECT deployment.*, project.name AS project_name,
        upload.sha256 AS upload_sha256, upload.length AS upload_length,
        NOT EXISTS (
          SELECT FROM alias WHERE alias.deployment_id = deployment.id
          AND alias.projected_generation < alias.generation) AS routed
      FROM deployment
      JOIN project ON project.id = deployment.project_id
      LEFT JOIN upload ON upload.id = deployment.upload_id
      """;

  private DeploymentRows() {}

  static Deployment deployment(ResultSet row, StatementContext context) throws SQLException {
    return new Deployment(
        DeploymentId.parse(row.getString("id")),
        row.getLong("sequence"),
        ProjectId.parse(row.getString("project_id")),
        new ProjectName(row.getString("project_name")),
        row.getBoolean("production"),
        source(row),
        SettingsRows.settings(row),
        BuildSize.ofWireName(row.getString("build_size")),
        state(row),
        row.getInt("attempt"),
        new Deployment.Outcome(commit(row), plan(row), upload(row), ruleProblems(row)),
        new Deployment.Times(
            row.getTimestamp("created_at").toInstant(),
            instant(row, "started_at"),
            instant(row, "finished_at")),
        row.getBoolean("routed"),
        row.getBoolean("log_archived"));
  }

  private static DeploymentSource source(ResultSet row) throws SQLException {
    @Nullable String upload = row.getString("upload_id");
    if (upload != null) {
      return new DeploymentSource.Upload(
          upload, ContentHash.parse(row.getString("upload_sha256")), row.getLong("upload_length"));
    }
    return new DeploymentSource.Repository(
        RepositoryUrl.parse(row.getString("repository_url")),
        row.getString("branch"),
        row.getString("commit_requested"));
  }

  private static DeploymentState state(ResultSet row) throws SQLException {
    String state = row.getString("state");
    return switch (state) {
      case "queued" -> new DeploymentState.Queued();
      case "building" -> new DeploymentState.Building();
      case "ready" -> new DeploymentState.Ready();
      case "failed" -> new DeploymentState.Failed(failure(row));
      case "cancelled" -> new DeploymentState.Cancelled(row.getString("cancel_reason"));
      default -> throw new IllegalStateException("deployment state: " + state);
    };
  }

  private static Failure failure(ResultSet row) throws SQLException {
    return new Failure(
        FailureCode.valueOf(row.getString("failure_code")),
        row.getString("failure_message"),
        row.getObject("failure_log_line", Long.class));
  }

  private static @Nullable Commit commit(ResultSet row) throws SQLException {
    @Nullable String sha = row.getString("commit_sha");
    return sha == null
        ? null
        : new Commit(
            sha,
            row.getString("commit_branch"),
            row.getString("commit_message"),
            row.getString("commit_author"));
  }

  private static @Nullable BuildPlan plan(ResultSet row) throws SQLException {
    @Nullable String json = row.getString("plan");
    try {
      return json == null
          ? null
          : WireFormat.parse("build plan", json.getBytes(StandardCharsets.UTF_8), BuildPlan.class);
    } catch (InvalidDocumentException e) {
      throw new SQLException("column plan holds no build plan", e);
    }
  }

  private static @Nullable UploadSummary upload(ResultSet row) throws SQLException {
    @Nullable Integer files = row.getObject("files", Integer.class);
    return files == null
        ? null
        : new UploadSummary(
            files,
            row.getLong("bytes"),
            row.getInt("uploaded_blobs"),
            row.getLong("uploaded_bytes"));
  }

  private static @Nullable RuleProblemCount ruleProblems(ResultSet row) throws SQLException {
    int errors = row.getInt("rule_errors");
    int warnings = row.getInt("rule_warnings");
    return errors + warnings == 0 ? null : new RuleProblemCount(errors, warnings);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    @Nullable Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
