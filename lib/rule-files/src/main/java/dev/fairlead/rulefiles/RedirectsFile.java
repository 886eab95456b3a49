package dev.fairlead.rulefiles;

import dev.fairlead.rulefiles.RuleLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code _redirects}: {@code from [query=…] to [status][!] [Country=…] [Language=…]
 * [Cookie=…]}, one rule a line. A {@code #} at the start of a word begins a comment.
 */
final class RedirectsFile {
  private static final Pattern STATUS = Pattern.compile("([0-9]{1,4})(!?)");

  private final Reading reading;
  private final Directives directives;

  RedirectsFile(Reading reading) {
    this.reading = reading;
    this.directives = new Directives(reading);
  }

  void read(RuleFile file) {
    directives.read(file, this::rule);
  }

  private void rule(Line line) {
    try {
      line.check();
      reading.addRedirect(draft(line, words(line.text())));
    } catch (InvalidRuleException e) {
      reading.problems().error(line.source(), e.sentence());
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(text, " \t");
    while (tokens.hasMoreTokens()) {
      String word = tokens.nextToken();
      if (word.startsWith("#")) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  private RedirectDraft draft(Line line, List<String> words) throws InvalidRuleException {
    int to = indexOfTarget(words);
    ConditionTexts conditions = new ConditionTexts();
    for (String parameter : words.subList(1, to)) {
      Map.Entry<String, String> pair = pair(parameter);
      conditions.query(pair.getKey(), pair.getValue());
    }
    List<String> rest = words.subList(to + 1, words.size());
    Matcher status = STATUS.matcher(rest.isEmpty() ? "" : rest.getFirst());
    boolean hasStatus = status.matches();
    for (String condition : hasStatus ? rest.subList(1, rest.size()) : rest) {
      Map.Entry<String, String> pair = pair(condition);
      conditions.condition(pair.getKey(), List.of(pair.getValue().split(",", 400)));
    }
    Profile profile = directives.profile();
    return new RedirectDraft(
        new Words(RuleFileKind.REDIRECTS, line.source(), words.getFirst(), words.get(to)),
        words.getFirst(),
        profile.exact(),
        conditions.toConditions(),
        words.get(to),
        hasStatus ? Long.parseLong(status.group(1)) : profile.defaultStatus(),
        profile.force() || (hasStatus && !status.group(2).isEmpty()));
  }

  private static int indexOfTarget(List<String> words) throws InvalidRuleException {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("/") || word.contains("://")) {
        return i;
      }
      if (!word.contains("=")) {
        throw new InvalidRuleException(
            "Where the rule leads is missing: %s is neither a path, an absolute URL nor a query parameter."
                .formatted(Quoted.of(word)));
      }
    }
    throw new InvalidRuleException(
        "Where the rule leads is missing; write it after the path: %s /new 301"
            .formatted(words.getFirst()));
  }

  private static Map.Entry<String, String> pair(String word) throws InvalidRuleException {
    int equals = word.indexOf('=');
    if (equals < 1 || equals == word.length() - 1) {
      throw new InvalidRuleException(
          "%s is not understood (expected: a status such as 301, or a condition such as Language=en)."
              .formatted(Quoted.of(word)));
    }
    return Map.entry(word.substring(0, equals), word.substring(equals + 1));
  }
}
