package dev.fairlead.build.protocol;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.WireFormat;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * All that one attempt to build one deployment knows; it is fetched once, for the one-time token
 * the launcher handed over.
 *
 * @param schema version of the wire form, now 1; a reader refuses a newer one
 * @param purpose how far it goes
 * @param attempt 1 for the first attempt; a lost build is tried again with the next number
 * @param attemptToken the only credential of the build: good for this attempt's messages alone
 * @param projectName the project's name, a DNS label
 * @param siteUrl where the deployment will be served, without a trailing slash
 * @param environment variables for the user's commands
 */
public record BuildSpec(
    int schema,
    Purpose purpose,
    DeploymentId deployment,
    ProjectId project,
    String projectName,
    int attempt,
    String attemptToken,
    BuildSource source,
    BuildSettings settings,
    BuildLimits limits,
    String siteUrl,
    Map<String, String> environment) {
  public static final int SCHEMA = 1;

  public BuildSpec {
    if (schema < 1 || schema > SCHEMA) {
      throw new IllegalArgumentException(
          "build spec schema: %d (expected: 1–%d)".formatted(schema, SCHEMA));
    }
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(deployment, "deployment");
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(projectName, "projectName");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt: %d (expected: 1 or more)".formatted(attempt));
    }
    Objects.requireNonNull(attemptToken, "attemptToken");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(siteUrl, "siteUrl");
    environment = Map.copyOf(environment);
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no build spec, or one of a newer schema
   */
  public static BuildSpec parse(byte[] json) throws InvalidDocumentException {
    return WireFormat.parse("build spec", json, BuildSpec.class);
  }

  public byte[] toJson() throws IOException {
    return WireFormat.write(this);
  }

  @Override
  public String toString() {
    return "BuildSpec[deployment=%s, attempt=%d]".formatted(deployment, attempt);
  }
}
