package dev.fairlead.rulefiles;

import dev.fairlead.rulefiles.RuleLines.Line;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code _headers}: a path on a line of its own, below it {@code Name: value} or {@code !
 * Name}, one a line. Only a whole line can be a comment: values may have a {@code #}.
 */
final class HeadersFile {
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private final Reading reading;
  private final Directives directives;
  private @Nullable Block block;
  private boolean hasHeaders;

  HeadersFile(Reading reading) {
    this.reading = reading;
    this.directives = new Directives(reading);
  }

  /**
   * The block that is being read.
   *
   * @param from the text of the line of its path
   * @param indent of that line
   * @param scope null if its path was refused, so that its headers are left out without a word each
   */
  private record Block(
      RuleSource source,
      String from,
      int indent,
      @Nullable RuleScope scope,
      RulePath pattern,
      BlockFields fields) {}

  void read(RuleFile file) {
    directives.read(file, this::rule);
    endBlock();
  }

  private void rule(Line line) {
    if (isPath(line.text()) || isMistypedPath(line)) {
      endBlock();
      path(line);
      return;
    }
    hasHeaders = true;
    try {
      line.check();
      header(line);
    } catch (InvalidRuleException e) {
      reading.problems().error(line.source(), e.sentence());
    }
  }

  private static boolean isPath(String text) {
    return text.startsWith("/") || ABSOLUTE.matcher(text).lookingAt();
  }

  /**
   * No header, and not further in than the path above: meant as the next path. What is below it
   * must not reach the paths of the block above.
   */
  private boolean isMistypedPath(Line line) {
    Block above = block;
    return !isHeader(line.text()) && (above == null || line.indent() <= above.indent());
  }

  /** A path such as {@code blog/:id} has a colon too. */
  private static boolean isHeader(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    return text.startsWith("!") || (colon > 0 && (slash < 0 || slash > colon));
  }

  private void path(Line line) {
    BlockFields fields = new BlockFields(directives.profile().appends());
    RuleScope scope = null;
    RulePath pattern = RulePath.NONE;
    try {
      line.check();
      if (!isPath(line.text())) {
        throw new InvalidRuleException(
            "%s is neither a path nor a header (expected: a path that begins with /, or Name: value); its headers are left out."
                .formatted(Quoted.of(line.text())));
      }
      ScopeText text = ScopeText.of(line.text());
      pattern = RulePath.parse(text.path());
      scope =
          new RuleScope(
              text.scheme(), text.hostName(), pattern.path(), directives.profile().exact());
    } catch (InvalidRuleException e) {
      reading.problems().error(line.source(), e.sentence());
    }
    block = new Block(line.source(), line.text(), line.indent(), scope, pattern, fields);
    hasHeaders = false;
  }

  private void header(Line line) throws InvalidRuleException {
    Block current = block;
    if (current == null) {
      throw new InvalidRuleException(
          "A header stands before the first path; write a path such as /* on the line above.");
    }
    if (line.text().startsWith("!")) {
      current.fields().remove(line.text().substring(1).strip());
      return;
    }
    int colon = line.text().indexOf(':');
    if (colon < 1) {
      throw new InvalidRuleException(
          "%s is neither a path nor a header (expected: Name: value)."
              .formatted(Quoted.of(line.text())));
    }
    String value = line.text().substring(colon + 1);
    checkPlaceholders(current.pattern(), value);
    current.fields().set(line.text().substring(0, colon).stripTrailing(), value);
  }

  /** Cloudflare fills placeholders in; a literal {@code :splat} would be a surprise. */
  private void checkPlaceholders(RulePath pattern, String value) throws InvalidRuleException {
    if (directives.profile() != Profile.CLOUDFLARE) {
      return;
    }
    for (String name : pattern.names()) {
      if (value.contains(":" + name)) {
        throw new InvalidRuleException(
            "The placeholder :%s in a header's value is not supported.".formatted(name));
      }
    }
  }

  private void endBlock() {
    Block ended = block;
    block = null;
    if (ended == null || ended.scope() == null) {
      return;
    }
    HeaderRule rule = new HeaderRule(ended.source(), ended.scope(), ended.fields().toList());
    if (!hasHeaders) {
      reading.problems().warning(ended.source(), "The path has no headers below it.");
    }
    reading.addHeaders(rule, ended.from());
  }
}
