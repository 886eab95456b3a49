package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;

/** What became of a JSON or TOML file. */
sealed interface ParsedFile {
  record Parsed(Section root) implements ParsedFile {}

  /** It breaks the rules of its format, so nothing of it is used. */
  record Broken(RuleSource source, String sentence) implements ParsedFile {}
}
