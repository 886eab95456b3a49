package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code /proc/<pid>/status} says to everyone (proc(5)).
 *
 * @param uid the real user; -1 if the process has gone
 * @param dead whether it has ended and only waits to be asked how
 * @param memoryKibibytes anonymous and shared memory it holds
 */
record ProcessStatus(int uid, boolean dead, long memoryKibibytes) {
  private static final ProcessStatus GONE = new ProcessStatus(-1, true, 0);

  static ProcessStatus of(Path process) {
    try {
      // A process can name itself in any bytes.
      return parse(Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return GONE;
    }
  }

  static ProcessStatus parse(String text) {
    int uid = -1;
    boolean dead = false;
    long memory = 0;
    for (String line : text.split("\n", -1)) {
      String[] words = line.split("\\s+", 3);
      switch (words[0]) {
        case "State:" -> dead = words[1].equals("Z") || words[1].equals("X");
        case "Uid:" -> uid = Integer.parseInt(words[1]);
        case "RssAnon:", "RssShmem:" -> memory += Long.parseLong(words[1]);
        default -> {}
      }
    }
    return new ProcessStatus(uid, dead, memory);
  }
}
