package dev.fairlead.site;

import java.io.IOException;
import java.util.Optional;

/** The manifests of all deployments. A manifest is written once and never changed. */
public interface ManifestStore {

  /**
   * Finds the manifest of a deployment.
   *
   * @throws InvalidDocumentException if what is stored is no manifest of that deployment
   * @throws IOException if the store cannot be reached or refuses
   */
  Optional<Manifest> find(ProjectId project, DeploymentId deployment) throws IOException;

  /**
   * Writes a manifest unless its deployment has one already; then the stored one stays.
   *
   * @return the manifest that is stored now
   * @throws IOException if the store cannot be reached or refuses
   */
  Manifest create(Manifest manifest) throws IOException;
}
