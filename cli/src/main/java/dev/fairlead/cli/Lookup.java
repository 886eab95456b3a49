package dev.fairlead.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Finds what an argument names. */
final class Lookup {
  private Lookup() {}

  /** Where the API keeps a project, whatever was typed as its name. */
  static String projectPath(String project) {
    return "/v1/projects/" + URLEncoder.encode(project, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The deployment of that id, or the newest one of the project of that name. */
  static Documents.Deployment deployment(ApiClient api, String which) throws CliException {
    if (!which.matches("[a-z0-9-]+")) {
      throw unknown(which);
    }
    Optional<Documents.Deployment> byId =
        api.find("/v1/deployments/" + which, Documents.Deployment.class);
    if (byId.isPresent()) {
      return byId.get();
    }
    if (api.find(projectPath(which), Documents.Project.class).isEmpty()) {
      throw unknown(which);
    }
    List<Documents.Deployment> newest =
        api.list(projectPath(which) + "/deployments?limit=1", Documents.Deployment.class);
    if (newest.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "The project “%s” has no deployments yet.".formatted(which));
    }
    return newest.getFirst();
  }

  private static CliException unknown(String which) {
    return new CliException(
        ExitCode.USAGE,
        "There is no project or deployment “%s”; see ./fairlead list.".formatted(which));
  }
}
