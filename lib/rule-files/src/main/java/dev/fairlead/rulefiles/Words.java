package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;

/**
 * A redirect as its file has it, for sentences to whoever wrote it.
 *
 * @param from what it is for, in the grammar of the file
 * @param fromSource where that stands
 * @param to where it leads, in that grammar
 * @param toSource where that stands
 * @param statusSource where its status stands
 */
record Words(
    RuleFileKind kind,
    RuleSource source,
    String from,
    RuleSource fromSource,
    String to,
    RuleSource toSource,
    RuleSource statusSource) {

  /** A redirect on one line, or in an object that is named as a whole. */
  Words(RuleFileKind kind, RuleSource source, String from, String to) {
    this(kind, source, from, source, to, source, source);
  }

  /** Where another redirect is, as seen from this one. */
  String place(Words other) {
    return kind == other.kind && other.source.line() > 0
        ? "line " + other.source.line()
        : other.source.toString();
  }

  /** What to do for a rule of this status to come before a file of the site. */
  String howToBeatAFile(int status) {
    return switch (kind) {
      case REDIRECTS, HEADERS -> "write %d! for the rule to come first".formatted(status);
      case NETLIFY -> "write force = true for the rule to come first";
      case VERCEL, FIREBASE ->
          "a rewrite never comes before a file, so remove the file or write a redirect";
    };
  }

  /**
   * What to do for a rule to come before this one.
   *
   * @param status of the rule
   * @param forced whether this one comes before the files of the site and the rule does not
   */
  String howToBeatThis(Words rule, int status, boolean forced) {
    String place = kind == rule.kind ? "above it" : "above it in " + source.file();
    if (!forced) {
      return "write this one " + place;
    }
    return switch (kind) {
      case REDIRECTS, HEADERS -> "write this one %s, with %d!".formatted(place, status);
      case NETLIFY -> "write this one %s, with force = true".formatted(place);
      case VERCEL, FIREBASE -> "redirects there come before rewrites, so let that one match less";
    };
  }
}
