package dev.fairlead.embedded;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The bounds that the settings of all embedded servers share. */
final class Checks {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,63}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{8,128}");
  private static final Pattern SHELL = Pattern.compile("[\"$`\\\\\\p{Cntrl}]");

  private Checks() {}

  static void port(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: %d (expected: 0–65535)".formatted(port));
    }
  }

  static void word(String name, String value) {
    if (!WORD.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: %s (expected: 1–63 of A-Z, a-z, 0-9, _ and -)".formatted(name, value));
    }
  }

  /** The message does not repeat the secret. */
  static void secret(String name, String value) {
    if (!SECRET.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s: (not shown; expected: 8–128 of A-Z, a-z, 0-9, _ and -)".formatted(name));
    }
  }

  /** PostgreSQL's own pg_ctl hands its paths to a shell, within double quotes. */
  static void folder(String name, Path folder) {
    if (SHELL.matcher(folder.toString()).find()) {
      throw new IllegalArgumentException(
          "%s: %s (expected: a path without quotes, $, ` and \\)".formatted(name, folder));
    }
  }
}
