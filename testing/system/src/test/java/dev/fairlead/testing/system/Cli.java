package dev.fairlead.testing.system;

import dev.fairlead.cli.FairleadMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line, as somebody at a terminal sees it. One command runs at a time. */
final class Cli {
  private final Path data;

  Cli(Path data) {
    this.data = data;
  }

  /**
   * How a command ended.
   *
   * @param out what a script gets
   * @param err what a person reads meanwhile
   */
  record Result(int exitCode, String out, String err) {
    /** What was said at the end, if anything went wrong. */
    String complaint() {
      return err.lines()
          .filter(line -> line.startsWith("fairlead: "))
          .map(line -> line.substring("fairlead: ".length()))
          .reduce((first, second) -> first + "\n" + second)
          .orElse("");
    }
  }

  /** Runs a command against this platform. */
  Result run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(data.toString());
    return runPlain(all.toArray(String[]::new));
  }

  /** Runs a command as it is given. */
  static synchronized Result runPlain(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int exitCode = FairleadMain.run(arguments);
      return new Result(
          exitCode,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
