package dev.fairlead.edge;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables as values. What is wrong is gathered, so that an operator is told of all
 * mistakes in one run, each with the variable, what it is and what was expected. An empty variable
 * is as one that is not set.
 */
final class Variables {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  Variables(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @throws IllegalArgumentException with all that has been wrong so far, if anything has
   */
  void check() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /** The text of a variable; null if it is not set. */
  @Nullable String text(String name) {
    String text = environment.get(name);
    return text == null || text.isEmpty() ? null : text;
  }

  String text(String name, String fallback) {
    String text = text(name);
    return text == null ? fallback : text;
  }

  int integer(String name, int fallback, int least, int most) {
    return Math.toIntExact(number(name, fallback, least, most));
  }

  long number(String name, long fallback, long least, long most) {
    String text = text(name);
    if (text == null) {
      return fallback;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      // Said below.
    }
    wrong(name, "%d–%d".formatted(least, most));
    return fallback;
  }

  /** A time from none to a day. */
  Duration duration(String name, Duration fallback) {
    String text = text(name);
    if (text == null) {
      return fallback;
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException wrong) {
      // Said below.
    }
    wrong(name, "PT0S to PT24H, such as PT10S");
    return fallback;
  }

  /**
   * What a parser makes of a variable.
   *
   * @param parser throws {@link IllegalArgumentException} for what it does not take
   * @return null if the variable is not set or wrong
   */
  <T> @Nullable T parsed(String name, String expected, Function<String, T> parser) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException wrong) {
      wrong(name, expected);
      return null;
    }
  }

  /** An address, or a name for one that is found now. */
  String address(String name, String fallback) {
    String text = text(name, fallback);
    try {
      var unused = InetAddress.getByName(text);
      return text;
    } catch (UnknownHostException wrong) {
      wrong(name, "an address of this machine, such as 0.0.0.0 for all or 127.0.0.1");
      return fallback;
    }
  }

  /** A folder that is there or can be made; null if the variable is not set or wrong. */
  @Nullable Path newFolder(String name) {
    Path folder = path(name);
    if (folder == null) {
      return null;
    }
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      wrong(name, "a folder that can be written, or a name for one in such a folder");
    }
    return folder;
  }

  /** A folder that can be read; null if the variable is not set or wrong. */
  @Nullable Path folder(String name) {
    Path folder = path(name);
    if (folder != null && !(Files.isDirectory(folder) && Files.isReadable(folder))) {
      wrong(name, "a folder that is there and can be read");
    }
    return folder;
  }

  /** A file that is there or can be made in a folder that is; null if not set or wrong. */
  @Nullable Path newFile(String name) {
    Path file = path(name);
    if (file == null) {
      return null;
    }
    Path folder = file.toAbsolutePath().getParent();
    boolean usable =
        Files.exists(file)
            ? !Files.isDirectory(file) && Files.isWritable(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!usable) {
      wrong(name, "a file that can be written, in a folder that is there");
    }
    return file;
  }

  /** What several variables are read by; null if one of them is wrong. */
  <T> @Nullable T part(Supplier<@Nullable T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException wrong) {
      problems.add(String.valueOf(wrong.getMessage()));
      return null;
    }
  }

  void wrong(String name, String expected) {
    problems.add("%s: %s (expected: %s)".formatted(name, text(name, "not set"), expected));
  }

  private @Nullable Path path(String name) {
    try {
      String text = text(name);
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException wrong) {
      wrong(name, "a path");
      return null;
    }
  }
}
