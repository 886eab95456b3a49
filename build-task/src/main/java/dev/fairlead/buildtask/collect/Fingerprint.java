package dev.fairlead.buildtask.collect;

import dev.fairlead.site.SitePath;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a file's name changes with its content, so that browsers may keep it for a year. A wrong
 * yes would show visitors an old file, so only these signs count: a folder that a framework fills
 * with nothing else, a hexadecimal hash in the name, esbuild's hash before the extension, and the
 * eight-character hash that Vite and its like put there, in their own folders or where the
 * bundler's manifest names the file.
 */
final class Fingerprint {
  private static final List<String> IMMUTABLE_FOLDERS =
      List.of("/_next/static/", "/_app/immutable/", "/_astro/", "/_nuxt/");

  /** Nuxt's list of builds has a name of its own, and changes. */
  private static final String NUXT_BUILDS = "/_nuxt/builds/";

  private static final List<String> BUNDLER_FOLDERS = List.of("/assets/", "/static/");
  private static final Pattern HEXADECIMAL = Pattern.compile("[.-]([0-9a-f]{8,64})(?:\\.|-)");
  private static final Pattern EIGHT_CHARACTERS =
      Pattern.compile("[.-]([0-9A-Za-z_-]{8})\\.(?:[a-z0-9]+)(?:\\.map)?$");
  private static final Pattern ESBUILD =
      Pattern.compile("-([A-Z2-7]{8})\\.(?:js|mjs|css|woff2?|svg|png|webp)(?:\\.map)?$");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+|[0-9]+");

  private Fingerprint() {}

  /**
   * Whether the name carries one.
   *
   * @param bundled whether the manifest of a bundler names the file
   */
  static boolean isIn(SitePath path, boolean bundled) {
    String value = path.value();
    if (value.endsWith(".html")) {
      return false;
    }
    if (IMMUTABLE_FOLDERS.stream().anyMatch(value::contains) && !value.contains(NUXT_BUILDS)) {
      return true;
    }
    return hasHash(HEXADECIMAL, path)
        || hasHash(ESBUILD, path)
        || ((bundled || BUNDLER_FOLDERS.stream().anyMatch(value::contains)) && hasEight(path));
  }

  private static boolean hasHash(Pattern form, SitePath path) {
    Matcher hash = form.matcher(path.fileName());
    return hash.find() && mixesDigitsAndLetters(hash.group(1));
  }

  private static boolean hasEight(SitePath path) {
    Matcher eight = EIGHT_CHARACTERS.matcher(path.fileName());
    return eight.find() && !WORD.matcher(eight.group(1)).matches();
  }

  private static boolean mixesDigitsAndLetters(String text) {
    return text.chars().anyMatch(Character::isDigit) && text.chars().anyMatch(Character::isLetter);
  }
}
