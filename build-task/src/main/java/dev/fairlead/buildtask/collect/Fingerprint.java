package dev.fairlead.buildtask.collect;

import dev.fairlead.site.SitePath;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a file's name changes with its content, so that browsers may keep it for a year. A wrong
 * yes would show visitors an old file, so only three signs count: a folder that a framework fills
 * with nothing else, a hexadecimal hash in the name, and the eight-character hash that Vite and its
 * like put at the end of a name in their own folders.
 */
final class Fingerprint {
  private static final List<String> IMMUTABLE_FOLDERS =
      List.of("/_next/static/", "/_app/immutable/");
  private static final List<String> BUNDLER_FOLDERS =
      List.of("/assets/", "/_astro/", "/_nuxt/", "/static/");
  private static final Pattern HEXADECIMAL = Pattern.compile("[.-]([0-9a-f]{8,64})(?:\\.|-)");
  private static final Pattern EIGHT_CHARACTERS =
      Pattern.compile("[.-]([0-9A-Za-z_-]{8})\\.(?:[a-z0-9]+)(?:\\.map)?$");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+|[0-9]+");

  private Fingerprint() {}

  static boolean isIn(SitePath path) {
    String value = path.value();
    if (value.endsWith(".html")) {
      return false;
    }
    if (IMMUTABLE_FOLDERS.stream().anyMatch(value::contains)) {
      return true;
    }
    Matcher hexadecimal = HEXADECIMAL.matcher(path.fileName());
    if (hexadecimal.find() && mixesDigitsAndLetters(hexadecimal.group(1))) {
      return true;
    }
    Matcher eight = EIGHT_CHARACTERS.matcher(path.fileName());
    return BUNDLER_FOLDERS.stream().anyMatch(value::contains)
        && eight.find()
        && !WORD.matcher(eight.group(1)).matches();
  }

  private static boolean mixesDigitsAndLetters(String text) {
    return text.chars().anyMatch(Character::isDigit) && text.chars().anyMatch(Character::isLetter);
  }
}
