package dev.fairlead.api.deployment;

import dev.fairlead.site.ContentHash;
import dev.fairlead.site.ProjectId;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The archives that may be, or have been, uploaded for a project. */
@Singleton
final class UploadStore {
  private final Jdbi jdbi;

  UploadStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void create(ProjectId project, DeploymentSource.Upload upload) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO upload (id, project_id, sha256, length) VALUES (?, ?, ?, ?)",
                upload.id(),
                project.value(),
                upload.sha256().hex(),
                upload.length()));
  }

  Optional<DeploymentSource.Upload> find(ProjectId project, String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM upload WHERE project_id = ? AND id = ?")
                .bind(0, project.value())
                .bind(1, id)
                .map(
                    (row, context) ->
                        new DeploymentSource.Upload(
                            row.getString("id"),
                            ContentHash.parse(row.getString("sha256")),
                            row.getLong("length")))
                .findOne());
  }
}
