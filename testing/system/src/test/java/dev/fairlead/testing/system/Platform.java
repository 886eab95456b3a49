package dev.fairlead.testing.system;

import dev.fairlead.local.Local;
import dev.fairlead.local.LocalConfig;
import dev.fairlead.testing.GitServer;
import dev.fairlead.testing.NpmRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A whole Fairlead in this process, on free ports and with a folder of its own, and everything that
 * people use it with: the command line, the API, the sites, and a git host.
 */
final class Platform implements AutoCloseable {
  private static final String BUILD_MAIN = "dev.fairlead.buildtask.BuildTaskMain";
  private static final int CONCURRENCY = 2;

  private final Path folder;
  private final Local local;
  private final LocalConfig config;
  private final GitServer git;
  private final HttpClient http;

  private Platform(Path folder, Local local, LocalConfig config, GitServer git, HttpClient http) {
    this.folder = folder;
    this.local = local;
    this.config = config;
    this.git = git;
    this.http = http;
  }

  static Platform start() throws IOException, InterruptedException {
    return start(buildCommand(), dashboard());
  }

  /**
   * Starts with other parts than an installation has.
   *
   * @param buildCommand what is started for each build
   * @param dashboard folder with the pages that the api serves
   */
  static Platform start(List<String> buildCommand, Path dashboard)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fairlead-system-");
    LocalConfig config =
        new LocalConfig(
            folder.resolve("data"),
            FreePorts.ofAllParts(),
            buildCommand,
            dashboard,
            folder.resolve("work"),
            CONCURRENCY,
            NpmRegistry.hosts(),
            false);
    Local local = Local.start(config, (part, time) -> {});
    return new Platform(folder, local, config, GitServer.start(), HttpClient.newHttpClient());
  }

  /** As an installation runs builds, but with the class path of the tests. */
  static List<String> buildCommand() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-Xlog:disable",
        "-Dslf4j.internal.verbosity=ERROR",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        BUILD_MAIN);
  }

  private static Path dashboard() {
    return Path.of(System.getProperty("fairlead.root"), "client", "out");
  }

  Local local() {
    return local;
  }

  LocalConfig config() {
    return config;
  }

  Cli cli() {
    return new Cli(config.data());
  }

  Api api() throws IOException {
    String token = Files.readString(local.ownerTokenFile()).strip();
    return new Api(http, local.apiUrl(), token);
  }

  Edge edge() {
    return new Edge(http);
  }

  GitServer git() {
    return git;
  }

  HttpClient http() {
    return http;
  }

  /** A new folder of that name for a test's own files; removed with the platform. */
  Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve("files").resolve(name));
  }

  /** The address of a project's site. */
  String siteOf(String project) {
    return local.siteUrl().replace("://", "://" + project + ".");
  }

  @Override
  public void close() throws IOException {
    git.close();
    local.close();
    http.close();
    Folders.delete(folder);
  }
}
