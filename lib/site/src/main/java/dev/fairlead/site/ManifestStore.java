package dev.fairlead.site;

import java.io.IOException;
import java.util.Optional;

/** The manifests of all deployments. A manifest is written once and never changed. */
public interface ManifestStore {

  /**
   * The bytes that are stored as the manifest of a deployment, whatever they are.
   *
   * @throws IOException if the store cannot be reached or refuses
   */
  Optional<byte[]> read(ProjectId project, DeploymentId deployment) throws IOException;

  /**
   * Finds the manifest of a deployment.
   *
   * @throws InvalidDocumentException if what is stored is no manifest of that deployment
   * @throws IOException if the store cannot be reached or refuses
   */
  default Optional<Manifest> find(ProjectId project, DeploymentId deployment) throws IOException {
    Optional<byte[]> json = read(project, deployment);
    return json.isEmpty()
        ? Optional.empty()
        : Optional.of(Manifest.parse(json.get(), project, deployment));
  }

  /**
   * Finds what answers the requests of a deployment.
   *
   * @throws InvalidDocumentException if what is stored is no manifest of that deployment
   * @throws IOException if the store cannot be reached or refuses
   */
  default Optional<Resolver> findResolver(ProjectId project, DeploymentId deployment)
      throws IOException {
    Optional<byte[]> json = read(project, deployment);
    return json.isEmpty()
        ? Optional.empty()
        : Optional.of(Resolver.parse(json.get(), project, deployment));
  }

  /**
   * Writes a manifest unless its deployment has one already; then the stored one stays.
   *
   * @return the manifest that is stored now
   * @throws IOException if the store cannot be reached or refuses
   */
  Manifest create(Manifest manifest) throws IOException;
}
