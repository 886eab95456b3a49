package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleSource;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code redirects}, {@code rewrites}, {@code headers}, {@code cleanUrls} and {@code
 * trailingSlash} of {@code vercel.json}. Redirects come before the files of the site, rewrites
 * after them.
 */
final class VercelFile {
  private static final int PERMANENT = 308;
  private static final int TEMPORARY = 307;

  private static final String SETTINGS = "set the commands and the output folder in the project";
  private static final String FUNCTIONS = "functions cannot be deployed";

  /** What is not applied, and what to do instead; settings of a build are only a warning. */
  private static final Map<String, String> UNSUPPORTED =
      Map.of(
          "functions", FUNCTIONS,
          "middleware", FUNCTIONS,
          "crons", "there is no scheduler here",
          "builds", FUNCTIONS,
          "images", "images are served as they were built",
          "routes", "write redirects, rewrites and headers instead",
          "wildcard", "every domain has a project of its own");

  private final Reading reading;

  VercelFile(Reading reading) {
    this.reading = reading;
  }

  void read(Section root) {
    root.know("$schema", "name", "version", "alias", "scope", "public", "github", "git", "regions");
    root.know("devCommand", "ignoreCommand", "passiveRegions", "fluid", "bunVersion");
    each(root, "redirects", this::redirect);
    each(root, "rewrites", this::rewrite);
    each(root, "headers", this::headers);
    HtmlSettings.read(root, reading);
    root.unasked().forEach(this::tellOfKey);
  }

  private void each(Section root, String key, Consumer<Section> rule) {
    try {
      root.sections(key).forEach(rule);
    } catch (InvalidRuleException e) {
      reading.problems().error(root.sourceOf(key), e.sentence());
    }
  }

  private void tellOfKey(String key, RuleSource source) {
    switch (key) {
      case "buildCommand", "installCommand", "outputDirectory", "framework", "build", "env" ->
          reading.problems().warning(source, "%s is not read here: %s.".formatted(key, SETTINGS));
      default -> {
        String advice = UNSUPPORTED.getOrDefault(key, "it is not known");
        reading.problems().error(source, "%s is not supported: %s.".formatted(key, advice));
      }
    }
  }

  private void redirect(Section rule) {
    try {
      Long code = rule.whole("statusCode");
      Boolean permanent = rule.flag("permanent");
      if (code != null && permanent != null) {
        throw new InvalidRuleException("A redirect has statusCode or permanent, not both.");
      }
      add(rule, code == null ? status(permanent) : code, true);
    } catch (InvalidRuleException e) {
      reading.problems().error(rule.source(), e.sentence());
    }
  }

  private static int status(@Nullable Boolean permanent) {
    return permanent == null || permanent ? PERMANENT : TEMPORARY;
  }

  private void rewrite(Section rule) {
    try {
      add(rule, 200, false);
    } catch (InvalidRuleException e) {
      reading.problems().error(rule.source(), e.sentence());
    }
  }

  private void add(Section rule, long status, boolean force) throws InvalidRuleException {
    ForeignPattern pattern = VercelSource.parse(rule.needText("source"));
    String target = pattern.target(rule.needText("destination"));
    rule.end();
    reading.addRedirect(
        new RedirectDraft(
            rule.source(),
            pattern.path(),
            pattern.exact(),
            RuleConditions.NONE,
            target,
            status,
            force));
  }

  private void headers(Section block) {
    try {
      ForeignHeaders.add(block, VercelSource.parse(block.needText("source")), reading);
    } catch (InvalidRuleException e) {
      reading.problems().error(block.source(), e.sentence());
    }
  }
}
