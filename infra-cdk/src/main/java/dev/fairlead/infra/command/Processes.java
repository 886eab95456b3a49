package dev.fairlead.infra.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that are started with a list of arguments, never through a shell. */
interface Processes {
  /** Runs a program on this terminal until it ends, however long that takes. */
  int run(Path folder, Map<String, String> environment, List<String> command) throws IOException;

  /** Runs a program and returns all that it prints. */
  Output read(Path folder, Map<String, String> environment, List<String> command)
      throws IOException;

  /** Runs a program that reads a secret, which must not be an argument, and returns its output. */
  Output feed(Map<String, String> environment, List<String> command, String input)
      throws IOException;

  /** What a program printed, and how it ended. */
  record Output(int exitCode, String text) {}

  /** Of this machine. */
  static Processes ofMachine() {
    return new Processes() {
      @Override
      public int run(Path folder, Map<String, String> environment, List<String> command)
          throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().putAll(environment);
        return end(builder.start());
      }

      @Override
      public Output read(Path folder, Map<String, String> environment, List<String> command)
          throws IOException {
        ProcessBuilder builder =
            new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(end(process), text);
      }

      @Override
      public Output feed(Map<String, String> environment, List<String> command, String input)
          throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream out = process.getOutputStream()) {
          out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(end(process), text);
      }
    };
  }

  private static int end(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
