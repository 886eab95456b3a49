package dev.fairlead.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds and publishes a site, and waits until it is served. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = {
      "Build and publish a site, follow the log, and print its address.",
      "A folder with .git deploys its last commit; any other folder is uploaded without what its"
          + " .gitignore excludes.",
      "Exit codes: 0 the site is served, 1 the deployment failed, 2 bad usage, 3 the platform"
          + " failed."
    })
final class DeployCommand implements Callable<Integer> {
  private static final Duration UPLOAD = Duration.ofMinutes(15);
  private static final int MAX_NAME = 46;
  private static final Set<String> BUILD_FOLDERS =
      Set.of("dist", "build", "out", "public", "_site");
  private static final int CREATED = 200;

  @Mixin private Platform platform = new Platform();

  @Parameters(paramLabel = "<git-url | folder>", description = "What to deploy.")
  private String source = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Project; default: the name of the repository or folder (of its parent for dist, build,"
              + " out, public and _site).")
  private @Nullable String name;

  @Option(names = "--branch", paramLabel = "B", description = "Branch or tag of the repository.")
  private @Nullable String branch;

  @Option(names = "--root", paramLabel = "DIR", description = "Folder that holds the site.")
  private @Nullable String rootDirectory;

  @Option(names = "--install", paramLabel = "COMMAND", description = "Installs dependencies.")
  private @Nullable String installCommand;

  @Option(names = "--build", paramLabel = "COMMAND", description = "Builds the site.")
  private @Nullable String buildCommand;

  @Option(names = "--output", paramLabel = "DIR", description = "Folder that is published.")
  private @Nullable String outputDirectory;

  @Option(
      names = "--html",
      paramLabel = "HANDLING",
      description =
          "Addresses of HTML files: auto-trailing-slash, force-trailing-slash, drop-trailing-slash"
              + " or none; default: what the site's files say.")
  private @Nullable String htmlHandling;

  @Option(
      names = "--not-found",
      paramLabel = "HANDLING",
      description =
          "Answer to unknown paths: 404-page, single-page-application or none; default: detected.")
  private @Nullable String notFound;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "Machine of the build: small, medium, large or xlarge.")
  private @Nullable String size;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where a new project is stored, such as eu-central-1.")
  private @Nullable String region;

  @Option(names = "--json", description = "Print the deployment as one JSON document.")
  private boolean json;

  @Option(names = "--quiet", description = "Do not show the log.")
  private boolean quiet;

  @Override
  public Integer call() throws CliException, IOException {
    Console console = new Console();
    ApiClient api = platform.connect();
    Documents.Deployment deployment =
        Files.isDirectory(Path.of(source))
            ? deployFolder(api, console, Path.of(source).toAbsolutePath().normalize())
            : deployRepository(api);
    if (!quiet) {
      new LogFollower(api, deployment.id(), line -> console.logLine(console.err(), line)).follow();
    }
    Documents.Deployment ended = DeploymentWait.untilServed(api, deployment.id());
    return report(console, api, ended);
  }

  private Documents.Deployment deployRepository(ApiClient api) throws CliException {
    if (!source.contains("://") && !source.matches("[\\w-]+(\\.[\\w-]+)+/.+|[^/@]+@[^/:]+:.+")) {
      throw new CliException(
          ExitCode.USAGE,
          "There is no folder %s, and it is no repository URL such as https://github.com/user/repository."
              .formatted(source));
    }
    String project = name != null ? name : nameFrom(source.replaceAll("(\\.git)?/*$", ""));
    Optional<Documents.Project> existing =
        api.find(Lookup.projectPath(project), Documents.Project.class);
    if (existing.isEmpty()) {
      api.post("/v1/projects", newProject(project, source), Documents.Project.class);
    } else {
      requireSameSource(existing.get());
      requireSameRegion(existing.get());
    }
    return api.post(
        Lookup.projectPath(project) + "/deployments",
        newDeployment(null, null),
        Documents.Deployment.class);
  }

  private void requireSameSource(Documents.Project project) throws CliException {
    String deployed = project.repositoryUrl();
    String wanted = source.contains("://") ? source : "https://" + source;
    if (deployed == null || !withoutEnding(wanted).equals(withoutEnding(deployed))) {
      throw new CliException(
          ExitCode.USAGE,
          "The project “%s” deploys %s; choose another name with --name."
              .formatted(project.name(), deployed == null ? "uploaded folders" : deployed));
    }
  }

  private void requireSameRegion(Documents.Project project) throws CliException {
    if (region != null && !region.equals(project.storageRegion())) {
      throw new CliException(
          ExitCode.USAGE,
          "The project “%s” is stored in %s, and stays there; choose another name with --name for a site in %s."
              .formatted(project.name(), project.storageRegion(), region));
    }
  }

  private static String withoutEnding(String url) {
    return url.strip().replaceAll("(\\.git)?/*$", "");
  }

  private Documents.Deployment deployFolder(ApiClient api, Console console, Path folder)
      throws CliException, IOException {
    String project = name != null ? name : nameOfFolder(folder);
    try (Archive archive =
        GitArchive.isRepository(folder)
            ? GitArchive.pack(folder, console)
            : FolderArchive.pack(folder)) {
      Optional<Documents.Project> existing =
          api.find(Lookup.projectPath(project), Documents.Project.class);
      if (existing.isEmpty()) {
        api.post("/v1/projects", newProject(project, null), Documents.Project.class);
      } else {
        requireMeant(existing.get());
        requireSameRegion(existing.get());
      }
      Documents.Upload upload =
          api.post(
              Lookup.projectPath(project) + "/uploads",
              new Documents.NewUpload(archive.sha256(), archive.length()),
              Documents.Upload.class);
      console.say(
          "Uploading %s (%,d bytes) to the project “%s” …"
              .formatted(folder.getFileName(), archive.length(), project));
      put(api, upload, archive);
      return api.post(
          Lookup.projectPath(project) + "/deployments",
          newDeployment(upload.id(), archive.commit()),
          Documents.Deployment.class);
    }
  }

  /** A folder that only happens to be called like a repository's project must not replace it. */
  private void requireMeant(Documents.Project project) throws CliException {
    if (name == null && project.repositoryUrl() != null) {
      throw new CliException(
          ExitCode.USAGE,
          "The project “%s” deploys %s; say --name %s to replace it with this folder, or choose another name."
              .formatted(project.name(), project.repositoryUrl(), project.name()));
    }
  }

  private static void put(ApiClient api, Documents.Upload upload, Archive archive)
      throws CliException, IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upload.url()))
            .timeout(UPLOAD)
            .PUT(HttpRequest.BodyPublishers.ofFile(archive.file()));
    upload.headers().forEach(request::header);
    try {
      int status =
          api.http().send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != CREATED) {
        throw new CliException(
            ExitCode.PLATFORM_FAILED, "The storage refused the upload with %d.".formatted(status));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Documents.NewProject newProject(String project, @Nullable String repository) {
    return new Documents.NewProject(
        project,
        repository,
        rootDirectory,
        installCommand,
        buildCommand,
        outputDirectory,
        htmlHandling,
        notFound,
        size,
        region);
  }

  private Documents.NewDeployment newDeployment(
      @Nullable String upload, Documents.@Nullable Commit commit) {
    return new Documents.NewDeployment(
        upload,
        branch,
        commit,
        rootDirectory,
        installCommand,
        buildCommand,
        outputDirectory,
        htmlHandling,
        notFound,
        size);
  }

  private int report(Console console, ApiClient api, Documents.Deployment ended)
      throws CliException, IOException {
    if (json) {
      console.json(api.document("/v1/deployments/" + ended.id()));
    }
    if (ended.state().equals("ready")) {
      if (!json) {
        console.result(ended.address());
      }
      return ExitCode.DONE.code();
    }
    String reason =
        ended.failure() == null
            ? "The deployment was cancelled (%s).".formatted(ended.cancelReason())
            : ended.failure().message();
    throw new CliException(
        platformFailed(ended) ? ExitCode.PLATFORM_FAILED : ExitCode.DEPLOYMENT_FAILED, reason);
  }

  private static boolean platformFailed(Documents.Deployment ended) {
    return ended.failure() != null && ended.failure().code().startsWith("PLATFORM_");
  }

  /** Many folders are called dist; the folder they lie in tells whose it is. */
  private static String nameOfFolder(Path folder) {
    Path parent = folder.getParent();
    boolean built = BUILD_FOLDERS.contains(String.valueOf(folder.getFileName()));
    Path telling = built && parent != null ? parent : folder;
    return nameFrom(String.valueOf(telling.getFileName()));
  }

  /** A project name made of the last part of an address or path. */
  static String nameFrom(String text) {
    String last = text.substring(text.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String label = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    String cut = label.substring(0, Math.min(label.length(), MAX_NAME)).replaceAll("-+$", "");
    return cut.isEmpty() ? "site" : cut;
  }
}
