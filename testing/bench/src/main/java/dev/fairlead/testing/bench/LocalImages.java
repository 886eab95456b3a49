package dev.fairlead.testing.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fairlead's images, built by {@code ./fairlead image build} upon a base that is made here, since
 * no registry of images needs to be in reach: Debian by debootstrap, this machine's JDK, and the
 * programs that npm's packages called {@code node} carry.
 */
final class LocalImages {
  static final String TAG = "bench";
  static final List<String> PROGRAMS = List.of("api", "build-task", "edge-proxy", "ws-logs");

  /**
   * In place of RDS's: the PostgreSQL of this machine is none of RDS, and AWS need not be in reach.
   */
  private static final String AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";

  private static final String BASE = "fairlead-base:bench";
  private static final String JDK = "fairlead-jdk:bench";
  private static final List<String> NODE_VERSIONS = List.of("20", "22", "24");

  /** What Debian's slim images leave out, too. */
  private static final List<String> UNUSED =
      List.of(
          "var/cache/apt",
          "var/lib/apt/lists",
          "usr/share/doc",
          "usr/share/man",
          "usr/share/locale");

  /** This machine's own authorities and its ways to the packages, where it has some. */
  private static final List<String> OF_THIS_MACHINE =
      List.of("/usr/local/share/ca-certificates", "/etc/ssl/certs", "/etc/apt/apt.conf.d");

  private final DockerEngine engine;
  private final Path folder;

  LocalImages(DockerEngine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
  }

  /** The name under which a program's image can be run. */
  static String name(String program) {
    return "fairlead/%s:%s".formatted(program, TAG);
  }

  void build(Path script) throws IOException, InterruptedException {
    importBase();
    buildJdk();
    List<String> line = new ArrayList<>(List.of("env", "FAIRLEAD_RDS_CERTIFICATES=" + AUTHORITIES));
    line.addAll(List.of(script.toString(), "image", "build", "--tag", TAG, "--network", "host"));
    line.addAll(List.of("--base", BASE, "--jdk", JDK));
    for (String version : NODE_VERSIONS) {
      line.addAll(List.of("--node", version + "=" + buildNode(version)));
    }
    engine.run(line);
  }

  private void importBase() throws IOException, InterruptedException {
    String root = folder.resolve("base").toString();
    engine.run(
        List.of("debootstrap", "--variant=minbase", "--include=ca-certificates", "bookworm", root));
    for (String own : OF_THIS_MACHINE) {
      if (Files.exists(Path.of(own))) {
        engine.run(List.of("cp", "-rLT", "--remove-destination", own, root + own));
      }
    }
    for (String unused : UNUSED) {
      engine.run(List.of("sh", "-c", "rm -rf -- \"$1\"/*", "sh", root + "/" + unused));
    }
    String archive = folder.resolve("base.tar").toString();
    engine.run(List.of("tar", "-C", root, "-cf", archive, "."));
    engine.docker("import", archive, BASE);
  }

  private void buildJdk() throws IOException, InterruptedException {
    Path context = Files.createDirectory(folder.resolve("jdk"));
    String home = System.getProperty("java.home");
    engine.run(List.of("cp", "-rL", home, context.resolve("jdk").toString()));
    image(context, JDK, "COPY jdk /opt/jdk\nENV PATH=/opt/jdk/bin:/usr/bin:/bin\n");
  }

  private String buildNode(String version) throws IOException, InterruptedException {
    Path context = Files.createDirectory(folder.resolve("node-" + version));
    engine.run(
        List.of(
            "npm",
            "install",
            "--silent",
            "--prefix",
            context.toString(),
            "node@" + version,
            "npm@10"));
    String name = "fairlead-node:" + version;
    image(
        context,
        name,
        """
        COPY node_modules/node/bin/node /usr/local/bin/node
        COPY node_modules/npm /usr/local/lib/node_modules/npm
        """);
    return name;
  }

  private void image(Path context, String name, String steps)
      throws IOException, InterruptedException {
    Files.writeString(context.resolve("Dockerfile"), "FROM %s\n%s".formatted(BASE, steps));
    engine.docker("build", "--quiet", "--tag", name, context.toString());
  }
}
