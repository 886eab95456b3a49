package dev.fairlead.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which platform a command speaks to: the one that {@code FAIRLEAD_URL} and {@code FAIRLEAD_TOKEN}
 * name, else the one that runs on this machine's data folder.
 */
final class Platform {
  private static final String DOWN =
      "Fairlead is not running here. Start it with ./fairlead up, or set FAIRLEAD_URL and"
          + " FAIRLEAD_TOKEN.";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder of the Fairlead on this machine to speak to.")
  private @Nullable Path data;

  private @Nullable ApiClient connected;

  /** The parts of {@code run.json} that are needed here. */
  private record Run(String apiUrl, String ownerTokenFile) {}

  ApiClient connect() throws CliException {
    ApiClient api = find();
    connected = api;
    return api;
  }

  /** Closes the connections, if there are any. */
  void hangUp() {
    if (connected != null) {
      connected.close();
    }
  }

  private ApiClient find() throws CliException {
    String url = System.getenv("FAIRLEAD_URL");
    String token = System.getenv("FAIRLEAD_TOKEN");
    if (url != null && data == null) {
      if (token == null) {
        throw new CliException(
            ExitCode.USAGE,
            "FAIRLEAD_URL is set, but FAIRLEAD_TOKEN is not; set it to an API token.");
      }
      return new ApiClient(url, token);
    }
    return local(data == null ? defaultFolder() : data);
  }

  private static ApiClient local(Path folder) throws CliException {
    Path file = folder.resolve("run.json");
    if (!Files.exists(file)) {
      throw new CliException(ExitCode.PLATFORM_FAILED, DOWN);
    }
    try {
      Run run =
          JsonMapper.builder()
              .build()
              .readerFor(Run.class)
              .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .readValue(Files.readAllBytes(file));
      return new ApiClient(run.apiUrl(), Files.readString(Path.of(run.ownerTokenFile())).strip());
    } catch (JsonProcessingException e) {
      throw new CliException(ExitCode.PLATFORM_FAILED, "%s cannot be read.".formatted(file));
    } catch (IOException e) {
      throw new CliException(
          ExitCode.PLATFORM_FAILED,
          "The token of the Fairlead on this machine cannot be read (%s); only the user who started it can."
              .formatted(e.getMessage()));
    }
  }

  private static Path defaultFolder() {
    String set = System.getenv("XDG_DATA_HOME");
    return set != null && Path.of(set).isAbsolute()
        ? Path.of(set, "fairlead")
        : Path.of(System.getProperty("user.home"), ".local", "share", "fairlead");
  }
}
