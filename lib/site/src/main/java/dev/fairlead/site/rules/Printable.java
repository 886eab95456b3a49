package dev.fairlead.site.rules;

/** What may stand in the head of an HTTP message. */
final class Printable {
  private Printable() {}

  /** Printable ASCII with spaces; not blank. */
  static boolean isPrintable(String text) {
    return !text.isBlank() && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  /** Printable ASCII without white space; not empty. */
  static boolean isWord(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }
}
