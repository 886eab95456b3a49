package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.site.rules.SiteRules;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the edge must know of one deployment. Written once, never changed; the wire form is JSON
 * and every version of it must parse forever.
 *
 * @param schema version of the wire form, now 1; a reader refuses a newer one
 * @param htmlHandling absent in manifests of before there was a choice
 * @param rules absent where the site has none
 * @param files sorted by path, each path once
 */
public record Manifest(
    int schema,
    ProjectId project,
    DeploymentId deployment,
    Instant createdAt,
    NotFoundHandling notFound,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = UsualHtmlHandling.class)
        HtmlHandling htmlHandling,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = NoRules.class) SiteRules rules,
    List<SiteFile> files) {
  public static final int SCHEMA = 1;

  /** Most files one deployment may have. */
  public static final int MAX_FILES = 100_000;

  /** Most bytes of the wire form. */
  public static final int MAX_BYTES = 256 << 20;

  public Manifest(
      int schema,
      ProjectId project,
      DeploymentId deployment,
      Instant createdAt,
      NotFoundHandling notFound,
      @Nullable HtmlHandling htmlHandling,
      @Nullable SiteRules rules,
      List<SiteFile> files) {
    WireFormat.checkSchema("manifest", schema, SCHEMA);
    this.schema = schema;
    this.project = Objects.requireNonNull(project, "project");
    this.deployment = Objects.requireNonNull(deployment, "deployment");
    this.createdAt = Objects.requireNonNull(createdAt, "createdAt");
    this.notFound = Objects.requireNonNull(notFound, "notFound");
    this.htmlHandling = htmlHandling == null ? HtmlHandling.AUTO_TRAILING_SLASH : htmlHandling;
    this.rules = rules == null ? SiteRules.NONE : rules;
    this.files = sorted(files);
  }

  /** The same without its files. */
  Manifest withoutFiles() {
    return new Manifest(
        schema, project, deployment, createdAt, notFound, htmlHandling, rules, List.of());
  }

  /** A site with the default HTML handling and no rules. */
  public Manifest(
      int schema,
      ProjectId project,
      DeploymentId deployment,
      Instant createdAt,
      NotFoundHandling notFound,
      List<SiteFile> files) {
    this(schema, project, deployment, createdAt, notFound, null, null, files);
  }

  private static List<SiteFile> sorted(List<SiteFile> files) {
    checkFileCount(files.size());
    List<SiteFile> sorted = files.stream().sorted(Comparator.comparing(SiteFile::path)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).path().equals(sorted.get(i - 1).path())) {
        throw new IllegalArgumentException("path twice: " + sorted.get(i).path());
      }
    }
    return sorted;
  }

  static void checkFileCount(int count) {
    if (count > MAX_FILES) {
      throw new IllegalArgumentException(
          "files: %d (expected: at most %d)".formatted(count, MAX_FILES));
    }
  }

  static void checkSize(int bytes) throws InvalidDocumentException {
    WireFormat.checkSize("manifest", bytes, MAX_BYTES);
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no manifest, or one of a newer schema, or too large
   */
  public static Manifest parse(byte[] json) throws InvalidDocumentException {
    checkSize(json.length);
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
    manifest.checkIsOf(project, deployment);
    return manifest;
  }

  void checkIsOf(ProjectId wantedProject, DeploymentId wantedDeployment)
      throws InvalidDocumentException {
    if (!project.equals(wantedProject) || !deployment.equals(wantedDeployment)) {
      throw new InvalidDocumentException(
          "manifest of deployment %s of project %s (expected: of %s of %s)"
              .formatted(deployment, project, wantedDeployment, wantedProject));
    }
  }

  /**
   * Writes the wire form.
   *
   * @throws InvalidDocumentException if it is too large for any reader
   */
  public byte[] toJson() throws IOException {
    byte[] json = WireFormat.write(this);
    checkSize(json.length);
    return json;
  }

  /** Equal to what is not written, so that a manifest without choices is the one of old. */
  static final class UsualHtmlHandling {
    @Override
    public boolean equals(Object other) {
      return other == HtmlHandling.AUTO_TRAILING_SLASH;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  /** Equal to rules of which nothing need be written. */
  static final class NoRules {
    @Override
    public boolean equals(Object other) {
      return SiteRules.NONE.equals(other);
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
