package dev.fairlead.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./fairlead} has built: a folder with the jars of each program, the dashboard, and AOT
 * caches.
 */
record Installation(Path home) {
  private static final String BUILD_MAIN = "dev.fairlead.buildtask.BuildTaskMain";

  /**
   * Program and arguments of a build, which runs in a Java of its own.
   *
   * @param temporary folder for what its libraries unpack
   * @param train where the build writes its AOT cache; null to use the one there is
   */
  List<String> buildCommand(Path temporary, @Nullable Path train) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-Xlog:disable",
            "-Dslf4j.internal.verbosity=ERROR",
            "--enable-native-access=ALL-UNNAMED"));
    command.add("-Djava.io.tmpdir=" + temporary);
    Path cache = home.resolve("aot").resolve("build-task.aot");
    if (train != null) {
      command.add("-XX:AOTCacheOutput=" + train);
    } else if (Files.exists(cache)) {
      command.add("-XX:AOTCache=" + cache);
    }
    command.addAll(List.of("-cp", classPath("build-task"), BUILD_MAIN));
    return command;
  }

  @Nullable Path dashboard() {
    Path dashboard = home.resolve("dashboard");
    return Files.isDirectory(dashboard) ? dashboard : null;
  }

  /** In a fixed order, since an AOT cache is good for exactly one class path. */
  private String classPath(String program) throws IOException {
    try (Stream<Path> jars = Files.list(home.resolve(program))) {
      return jars.map(Path::toString)
          .filter(jar -> jar.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(":"));
    }
  }
}
