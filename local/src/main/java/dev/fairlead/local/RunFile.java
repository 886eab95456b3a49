package dev.fairlead.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the running Fairlead of a data folder can be reached: {@code run.json}, there from the
 * moment everything is healthy until it is stopped.
 */
record RunFile(long pid, String apiUrl, String siteUrl, String logsUrl, String ownerTokenFile) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Optional<RunFile> read(Path data) throws IOException {
    Path file = pathIn(data);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readAllBytes(file), RunFile.class))
        : Optional.empty();
  }

  void write(Path data) throws IOException {
    Path unfinished = data.resolve("run.json.new");
    Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    Files.move(unfinished, pathIn(data), StandardCopyOption.ATOMIC_MOVE);
  }

  static String toJson(Object document) throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
  }

  static void delete(Path data) throws IOException {
    Files.deleteIfExists(pathIn(data));
  }

  private static Path pathIn(Path data) {
    return data.resolve("run.json");
  }
}
