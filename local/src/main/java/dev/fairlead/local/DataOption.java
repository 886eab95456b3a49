package dev.fairlead.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder holds the data. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder that holds everything that must survive. Default: fairlead in the user's data"
              + " folder.")
  private @Nullable Path data;

  Path path() {
    return data == null ? defaultFolder() : data.toAbsolutePath().normalize();
  }

  /** XDG Base Directory Specification. */
  private static Path defaultFolder() {
    String set = System.getenv("XDG_DATA_HOME");
    return set != null && Path.of(set).isAbsolute()
        ? Path.of(set, "fairlead")
        : Path.of(System.getProperty("user.home"), ".local", "share", "fairlead");
  }
}
