package dev.fairlead.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The deployment that an argument of {@code --site} names.
 *
 * @param host that the visitor asks; null for that of the project
 * @param scheme of the address that was given; null for that of the platform
 */
record AskedSite(String deployment, @Nullable String host, @Nullable String scheme) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(https?)://)?([^/:?#\\s]+)(?::[0-9]+)?([/?#].*)?");
  private static final Pattern OF_DEPLOYMENT = Pattern.compile(".+-([0-9a-z]{16})");

  /**
   * Finds it.
   *
   * @param site project, deployment or host; null for the only project there is
   */
  static AskedSite find(ApiClient api, @Nullable String site) throws CliException {
    if (site == null) {
      return new AskedSite(served(onlyProject(api)), null, null);
    }
    Matcher address = ADDRESS.matcher(site.strip().toLowerCase(Locale.ROOT));
    if (!address.matches()) {
      throw new CliException(
          ExitCode.USAGE,
          "“%s” is no project, deployment or host, such as www.example.com.".formatted(site));
    }
    String name = address.group(2);
    String path = address.group(3);
    if (path != null && !path.equals("/")) {
      throw new CliException(
          ExitCode.USAGE,
          "“%s” has a path; give that by itself: redirects test PATH --site %s."
              .formatted(site, name));
    }
    return name.contains(".")
        ? new AskedSite(ofHost(api, name), name, address.group(1))
        : new AskedSite(ofName(api, name), null, address.group(1));
  }

  private static String ofName(ApiClient api, String name) throws CliException {
    Optional<Documents.Project> project =
        api.find(Lookup.projectPath(name), Documents.Project.class);
    return project.isPresent() ? served(project.get()) : Lookup.deployment(api, name).id();
  }

  private static String ofHost(ApiClient api, String host) throws CliException {
    String label = host.substring(0, host.indexOf('.'));
    Optional<Documents.Project> project =
        api.find(Lookup.projectPath(label), Documents.Project.class);
    if (project.isPresent()) {
      return served(project.get());
    }
    Matcher ofDeployment = OF_DEPLOYMENT.matcher(label);
    if (ofDeployment.matches()) {
      return Lookup.deployment(api, ofDeployment.group(1)).id();
    }
    throw new CliException(
        ExitCode.USAGE, "No project serves %s; see ./fairlead list.".formatted(host));
  }

  private static Documents.Project onlyProject(ApiClient api) throws CliException {
    List<Documents.Project> projects = api.list("/v1/projects", Documents.Project.class);
    if (projects.size() != 1) {
      throw new CliException(
          ExitCode.USAGE,
          projects.isEmpty()
              ? "There are no projects yet."
              : "There are %d projects; say which one with --site NAME."
                  .formatted(projects.size()));
    }
    return projects.getFirst();
  }

  private static String served(Documents.Project project) throws CliException {
    String production = project.productionDeployment();
    if (production == null) {
      throw new CliException(
          ExitCode.USAGE, "The project “%s” serves nothing yet.".formatted(project.name()));
    }
    return production;
  }
}
