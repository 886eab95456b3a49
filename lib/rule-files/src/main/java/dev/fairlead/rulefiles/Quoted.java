package dev.fairlead.rulefiles;

/**
 * A piece of a file as a sentence shows it: cut to a bearable length, without control characters.
 */
final class Quoted {
  private static final int MAX_LENGTH = 120;

  private Quoted() {}

  static String of(String text) {
    String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    StringBuilder quoted = new StringBuilder(cut.length() + 2).append('“');
    cut.codePoints()
        .map(character -> isShown(character) ? character : '\ufffd')
        .forEach(quoted::appendCodePoint);
    return quoted.append('”').toString();
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
