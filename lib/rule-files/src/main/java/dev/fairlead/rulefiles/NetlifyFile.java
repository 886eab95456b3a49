package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import java.util.Map;
import java.util.function.Consumer;

/** Reads {@code [[redirects]]} and {@code [[headers]]} of {@code netlify.toml}. */
final class NetlifyFile {
  /** What only Netlify's own machines do; without it the site still is what it is. */
  private static final Map<String, String> SECTIONS =
      Map.of(
          "context", "every deployment is built with the same settings",
          "functions", "functions cannot be deployed",
          "edge_functions", "functions cannot be deployed",
          "plugins", "add what they do to the build command",
          "images", "images are served as they were built",
          "forms", "forms need a server of their own",
          "graph", "it is a service of Netlify");

  private final Reading reading;

  NetlifyFile(Reading reading) {
    this.reading = reading;
  }

  void read(Section root) {
    root.know("dev", "template");
    build(root);
    each(root, "redirects", this::redirect);
    each(root, "headers", this::headers);
    root.unasked().forEach(this::tellOfSection);
  }

  private void each(Section root, String key, Consumer<Section> rule) {
    try {
      root.sections(key).forEach(rule);
    } catch (InvalidRuleException e) {
      reading.problems().error(root.sourceOf(key), e.sentence());
    }
  }

  private void build(Section root) {
    try {
      Section build = root.section("build");
      if (build != null) {
        BuildKeys.folder(build, "publish", reading);
        build.unasked().forEach((key, line) -> BuildKeys.tell("[build] " + key, line, reading));
      }
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(root.sourceOf("build")), e.sentence());
    }
  }

  private void tellOfSection(String key, RuleSource source) {
    String advice = SECTIONS.get(key);
    if (key.equals("context")) {
      reading.problems().warning(source, "[%s] is not read here: %s.".formatted(key, advice));
    } else if (advice != null) {
      reading.problems().error(source, "[%s] is not supported: %s.".formatted(key, advice));
    } else {
      reading.problems().error(source, "[%s] is not known.".formatted(key));
    }
  }

  private void redirect(Section rule) {
    try {
      RuleConditions conditions = conditions(rule);
      Long status = rule.whole("status");
      Boolean force = rule.flag("force");
      rule.end("from", "to");
      Words words =
          new Words(
              RuleFileKind.NETLIFY,
              rule.source(),
              rule.needText("from"),
              rule.sourceOf("from"),
              rule.needText("to"),
              rule.sourceOf("to"),
              rule.sourceOf("status"));
      reading.addRedirect(
          new RedirectDraft(
              words,
              words.from(),
              false,
              conditions,
              words.to(),
              status == null ? Profile.NETLIFY.defaultStatus() : status,
              force != null && force));
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(rule.source()), e.sentence());
    }
  }

  private static RuleConditions conditions(Section rule) throws InvalidRuleException {
    ConditionTexts conditions = new ConditionTexts();
    Section query = rule.section("query");
    if (query != null) {
      each(query, name -> conditions.query(name, query.needText(name)));
    }
    Section others = rule.section("conditions");
    if (others != null) {
      each(others, kind -> conditions.condition(kind, others.texts(kind)));
    }
    return conditions.toConditions();
  }

  /** Reads a key. */
  private interface KeyReader {
    void read(String key) throws InvalidRuleException;
  }

  /** Reads all keys; what is wrong with one is wrong at its place. */
  private static void each(Section section, KeyReader reader) throws InvalidRuleException {
    for (String key : section.keys()) {
      try {
        reader.read(key);
      } catch (InvalidRuleException e) {
        throw e.at(section.sourceOf(key));
      }
    }
  }

  private void headers(Section block) {
    try {
      Section values = block.section("values");
      block.end("for");
      String from = block.needText("for");
      RuleScope scope = scope(block, from);
      BlockFields fields = new BlockFields(false);
      if (values != null) {
        for (String name : values.keys()) {
          set(fields, values, name);
        }
      }
      reading.addHeaders(new HeaderRule(block.source(), scope, fields.toList()), from);
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(block.source()), e.sentence());
    }
  }

  /** A text over several lines is one value: its line breaks are white space. */
  private void set(BlockFields fields, Section values, String name) {
    try {
      for (String value : values.texts(name)) {
        fields.set(name, value.replaceAll("\\s*\\R\\s*", " "));
      }
    } catch (InvalidRuleException e) {
      reading.problems().error(e.sourceOr(values.sourceOf(name)), e.sentence());
    }
  }

  private static RuleScope scope(Section block, String from) throws InvalidRuleException {
    try {
      ScopeText scope = ScopeText.of(from);
      return new RuleScope(
          scope.scheme(), scope.hostName(), RulePath.parse(scope.path()).path(), false);
    } catch (InvalidRuleException e) {
      throw e.at(block.sourceOf("for"));
    }
  }
}
