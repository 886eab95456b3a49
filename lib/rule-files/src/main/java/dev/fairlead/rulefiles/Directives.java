package dev.fairlead.rulefiles;

import dev.fairlead.rulefiles.RuleLines.Line;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of a {@code _redirects} or {@code _headers} file that mean something, if they come
 * before its first rule: {@code # profile: cloudflare} and {@code # problems: fail}.
 */
final class Directives {
  private static final Pattern DIRECTIVE =
      Pattern.compile("#\\s*(profile|problems)\\s*:\\s*(\\S+)\\s*", Pattern.CASE_INSENSITIVE);

  private final Reading reading;
  private Profile profile = Profile.NETLIFY;
  private boolean ended;

  Directives(Reading reading) {
    this.reading = reading;
  }

  Profile profile() {
    return profile;
  }

  /** Reads a file: comments here, every other line but empty ones where it belongs. */
  void read(RuleFile file, Consumer<Line> rule) {
    RuleLines lines = new RuleLines(file);
    while (lines.hasNext()) {
      Line line = lines.next();
      if (line.isComment()) {
        comment(line);
      } else if (!line.text().isEmpty()) {
        ended = true;
        rule.accept(line);
      }
    }
  }

  private void comment(Line comment) {
    Matcher directive = DIRECTIVE.matcher(comment.text());
    if (!directive.matches()) {
      return;
    }
    if (ended) {
      reading
          .problems()
          .warning(
              comment.source(),
              "This has no effect after the first rule; move it to the top of the file.");
      return;
    }
    String value = directive.group(2).toLowerCase(Locale.ROOT);
    if (directive.group(1).equalsIgnoreCase("profile")) {
      profile(comment, value);
    } else {
      problems(comment, value);
    }
  }

  private void profile(Line comment, String value) {
    switch (value) {
      case "netlify" -> profile = Profile.NETLIFY;
      case "cloudflare" -> profile = Profile.CLOUDFLARE;
      default ->
          reading
              .problems()
              .error(
                  comment.source(),
                  "There is no profile %s (expected: netlify or cloudflare); the file is read as Netlify would."
                      .formatted(Quoted.of(value)));
    }
  }

  private void problems(Line comment, String value) {
    switch (value) {
      case "fail" -> reading.failOnErrors();
      case "tell" -> {}
      default ->
          reading
              .problems()
              .error(
                  comment.source(),
                  "Problems cannot %s (expected: fail or tell).".formatted(Quoted.of(value)));
    }
  }
}
