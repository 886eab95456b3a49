package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.rules.RuleSource;
import java.util.Map;

/**
 * Reads {@code redirects}, {@code rewrites}, {@code headers}, {@code cleanUrls} and {@code
 * trailingSlash} of {@code vercel.json}. Redirects come before the files of the site, rewrites
 * after them.
 */
final class VercelFile implements ForeignRules.Dialect {
  private static final int PERMANENT = 308;
  private static final int TEMPORARY = 307;

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
    root.know("$schema", "name", "version", "devCommand");
    try {
      BuildKeys.folder(root, "outputDirectory", reading);
    } catch (InvalidRuleException e) {
      reading.problems().error(root.sourceOf("outputDirectory"), e.sentence());
    }
    HtmlSettings.read(root, reading);
    new ForeignRules(this, reading).read(root);
    tellOfCatchAll(root);
    root.unasked().forEach(this::tellOfKey);
  }

  @Override
  public RuleFileKind kind() {
    return RuleFileKind.VERCEL;
  }

  /** What is not here are keys that nobody asks for. */
  @Override
  public void check(Section rule) {}

  @Override
  public ForeignPattern pattern(String source) throws InvalidRuleException {
    ForeignPattern pattern = VercelSource.parse(source);
    // There the slash is taken away before any rule is looked at.
    return reading.htmlHandling() == HtmlHandling.DROP_TRAILING_SLASH
        ? pattern.withAnySlash()
        : pattern;
  }

  /** There every address gets or loses its slash, here those of files do. */
  private void tellOfCatchAll(Section root) {
    if (!root.has("trailingSlash")) {
      return;
    }
    reading.redirects().stream()
        .filter(read -> read.words().kind() == RuleFileKind.VERCEL && !read.isRedirect())
        .filter(read -> read.rule().scope().path().equals("/*"))
        .findFirst()
        .ifPresent(
            read ->
                reading
                    .problems()
                    .warning(
                        root.sourceOf("trailingSlash"),
                        "trailingSlash redirects to the addresses of files; what only %s (line %d) answers is the same page with and without a slash."
                            .formatted(
                                Quoted.of(read.words().from()), read.words().source().line())));
  }

  private void tellOfKey(String key, RuleSource source) {
    switch (key) {
      case "buildCommand", "installCommand", "framework", "build", "env", "bunVersion" ->
          BuildKeys.tell(key, source, reading);
      case "ignoreCommand", "git", "github" ->
          tell(source, key, "every deployment that is asked for is built");
      case "alias", "scope" -> tell(source, key, "a project has its own addresses and owner");
      case "regions", "passiveRegions", "fluid", "functionFailoverRegions" ->
          tell(source, key, "files are served where the platform runs");
      case "public" -> tell(source, key, "sources and logs are for the owner alone");
      default -> {
        String advice = UNSUPPORTED.getOrDefault(key, "it is not known");
        reading.problems().error(source, "%s is not supported: %s.".formatted(key, advice));
      }
    }
  }

  private void tell(RuleSource source, String key, String advice) {
    reading.problems().warning(source, "%s is not read here: %s.".formatted(key, advice));
  }

  @Override
  public long status(Section redirect) throws InvalidRuleException {
    Long code = redirect.whole("statusCode");
    Boolean permanent = redirect.flag("permanent");
    if (code != null && permanent != null) {
      throw new InvalidRuleException("A redirect has statusCode or permanent, not both.");
    }
    if (code != null) {
      return ForeignRules.checkRedirect("statusCode", code);
    }
    return permanent == null || permanent ? PERMANENT : TEMPORARY;
  }
}
