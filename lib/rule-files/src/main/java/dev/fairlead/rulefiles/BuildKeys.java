package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;

/** Keys of other hosts that say how to build, which is for the project to say here. */
final class BuildKeys {
  private BuildKeys() {}

  /** Asks for the folder to publish, and tells if that is another one than the one published. */
  static void folder(Section section, String key, Reading reading) throws InvalidRuleException {
    String folder = section.text(key);
    if (folder == null || reading.published().isMeantBy(folder)) {
      return;
    }
    String published = reading.published().path();
    reading
        .problems()
        .warning(
            section.sourceOf(key),
            "%s is %s, but %s is published; to change that, set the output folder in the project."
                .formatted(
                    key,
                    Quoted.of(folder),
                    published.isEmpty() ? "the root folder" : Quoted.of(published)));
  }

  /** Tells that a key is not read. */
  static void tell(String key, RuleSource source, Reading reading) {
    reading
        .problems()
        .warning(
            source,
            "%s is not read here: set the commands, their variables and the folders in the project."
                .formatted(key));
  }
}
