package dev.fairlead.site;

import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * All that the edge must know of one deployment. Written once, never changed; the wire form is JSON
 * and every version of it must parse forever.
 *
 * @param schema version of the wire form, now 1; a reader refuses a newer one
 * @param files sorted by path, each path once
 */
public record Manifest(
    int schema,
    ProjectId project,
    DeploymentId deployment,
    Instant createdAt,
    NotFoundHandling notFound,
    List<SiteFile> files) {
  public static final int SCHEMA = 1;

  /** Most files one deployment may have. */
  public static final int MAX_FILES = 100_000;

  public Manifest {
    WireFormat.checkSchema("manifest", schema, SCHEMA);
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(notFound, "notFound");
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "files: %d (expected: at most %d)".formatted(files.size(), MAX_FILES));
    }
    files = files.stream().sorted(Comparator.comparing(SiteFile::path)).toList();
    for (int i = 1; i < files.size(); i++) {
      if (files.get(i).path().equals(files.get(i - 1).path())) {
        throw new IllegalArgumentException("path twice: " + files.get(i).path());
      }
    }
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no manifest, or one of a newer schema
   */
  public static Manifest parse(byte[] json) throws InvalidDocumentException {
    return WireFormat.parse("manifest", json, Manifest.class);
  }

  /**
   * Reads what is stored as the manifest of a deployment.
   *
   * @throws InvalidDocumentException if it is no manifest of that deployment, or one of a newer
   *     schema
   */
  public static Manifest parse(byte[] json, ProjectId project, DeploymentId deployment)
      throws InvalidDocumentException {
    Manifest manifest = parse(json);
    if (!manifest.project.equals(project) || !manifest.deployment.equals(deployment)) {
      throw new InvalidDocumentException(
          "manifest of deployment %s of project %s (expected: of %s of %s)"
              .formatted(manifest.deployment, manifest.project, deployment, project));
    }
    return manifest;
  }

  public byte[] toJson() throws IOException {
    return WireFormat.write(this);
  }
}
