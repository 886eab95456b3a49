package dev.fairlead.site;

/**
 * Where everything lies in a storage bucket. Keys are made of validated ids, hashes and host names
 * only; nothing a client sends ever becomes part of one.
 */
public final class StorageKeys {
  private StorageKeys() {}

  public static String blob(ProjectId project, ContentHash hash) {
    return "projects/%s/blobs/%s".formatted(project, hash);
  }

  public static String manifest(ProjectId project, DeploymentId deployment) {
    return "projects/%s/deployments/%s/manifest".formatted(project, deployment);
  }

  public static String route(Hostname host) {
    return "routes/" + host;
  }

  public static String log(ProjectId project, DeploymentId deployment) {
    return "logs/%s/%s".formatted(project, deployment);
  }

  public static String upload(String uploadId) {
    Identifiers.check("upload id", uploadId);
    return "uploads/" + uploadId;
  }
}
