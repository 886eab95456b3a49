package dev.fairlead.site;

import java.util.random.RandomGenerator;

/** The form all ids share: 16 characters of Crockford's base 32 in lower case. */
final class Identifiers {
  static final int LENGTH = 16;
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private Identifiers() {}

  static void check(String what, String value) {
    boolean valid =
        value != null
            && value.length() == LENGTH
            && value.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    if (!valid) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %d characters of %s)".formatted(what, value, LENGTH, ALPHABET));
    }
  }

  static String random(RandomGenerator random) {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
