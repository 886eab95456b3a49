package dev.fairlead.site.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a rule, for the person who wrote it.
 *
 * @param source of whose file only the last {@value #MAX_FILE} characters are kept
 * @param sentence what was found, and what to write instead; longer than {@value #MAX_SENTENCE}
 *     characters, it is cut and says how many it had
 * @param unlisted how many problems of this severity the sentence only counts, 1 or more; null for
 *     a problem by itself
 */
public record RuleProblem(
    RuleSource source,
    Severity severity,
    String sentence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer unlisted) {
  public static final int MAX_SENTENCE = 1_000;
  public static final int MAX_FILE = 300;

  /** Whether a rule was left out or is only suspicious. */
  public enum Severity {
    /** The rule is not applied. */
    ERROR,
    /** The rule is applied, but probably does not do what was meant. */
    WARNING
  }

  public RuleProblem {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(sentence, "sentence");
    if (unlisted != null && unlisted < 1) {
      throw new IllegalArgumentException("unlisted: %d (expected: 1 or more)".formatted(unlisted));
    }
    source = withShortFile(source);
    sentence = shortened(sentence);
  }

  /** A problem by itself. */
  public RuleProblem(RuleSource source, Severity severity, String sentence) {
    this(source, severity, sentence, null);
  }

  /** How many problems this is: those that it only counts, or one. */
  public int count() {
    return unlisted == null ? 1 : unlisted;
  }

  private static RuleSource withShortFile(RuleSource source) {
    String file = source.file();
    if (file.length() <= MAX_FILE) {
      return source;
    }
    int start = file.length() - MAX_FILE + 1;
    if (Character.isLowSurrogate(file.charAt(start))) {
      start++;
    }
    return new RuleSource("…" + file.substring(start), source.line());
  }

  private static String shortened(String sentence) {
    if (sentence.length() <= MAX_SENTENCE) {
      return sentence;
    }
    String ending = "… (of %,d characters)".formatted(sentence.length());
    int end = MAX_SENTENCE - ending.length();
    if (Character.isHighSurrogate(sentence.charAt(end - 1))) {
      end--;
    }
    return sentence.substring(0, end) + ending;
  }
}
