package dev.fairlead.infra.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of this machine. */
interface Tools {
  /** Much longer than a version. */
  int LINE = 1024;

  /** The first line that a command prints; none if it is not there, or fails within ten seconds. */
  Optional<String> answer(List<String> command);

  /** Those that are found on the path. */
  static Tools ofPath() {
    return command -> {
      try {
        Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Optional.empty();
        }
        String text = new String(process.getInputStream().readNBytes(LINE), UTF_8);
        return process.exitValue() == 0 ? text.lines().findFirst() : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    };
  }
}
