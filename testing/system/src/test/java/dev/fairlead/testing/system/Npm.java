package dev.fairlead.testing.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Calls npm as a person at a terminal does. */
final class Npm {
  private Npm() {}

  /** Runs a command in a folder and fails with its output if it fails. */
  static void run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s failed:%n%s".formatted(String.join(" ", command), output));
    }
  }
}
