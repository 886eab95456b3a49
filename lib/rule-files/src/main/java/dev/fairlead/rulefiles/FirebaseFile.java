package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleConditions;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads {@code hosting} of {@code firebase.json}: {@code redirects}, {@code rewrites}, {@code
 * headers}, {@code cleanUrls}, {@code trailingSlash}. Redirects come before the files of the site,
 * rewrites after them.
 */
final class FirebaseFile {
  private static final int MOVED = 301;

  private final Reading reading;

  FirebaseFile(Reading reading) {
    this.reading = reading;
  }

  void read(Section root) {
    try {
      if (!root.has("hosting")) {
        return;
      }
      if (root.isList("hosting")) {
        List<Section> sites = root.sections("hosting");
        if (sites.size() > 1) {
          throw new InvalidRuleException(
              "hosting has %d sites, but a project here is one; nothing of it is applied."
                  .formatted(sites.size()));
        }
        sites.forEach(this::hosting);
        return;
      }
      Section hosting = root.section("hosting");
      if (hosting != null) {
        hosting(hosting);
      }
    } catch (InvalidRuleException e) {
      reading.problems().error(root.sourceOf("hosting"), e.sentence());
    }
  }

  private void hosting(Section hosting) {
    hosting.know("target", "site", "predeploy", "postdeploy", "appAssociation");
    each(hosting, "redirects", this::redirect);
    each(hosting, "rewrites", this::rewrite);
    each(hosting, "headers", this::headers);
    HtmlSettings.read(hosting, reading);
    hosting
        .unasked()
        .forEach(
            (key, source) -> {
              switch (key) {
                case "public", "source", "ignore" ->
                    reading
                        .problems()
                        .warning(
                            source,
                            "%s is not read here: set the output folder in the project."
                                .formatted(key));
                default -> reading.problems().error(source, "%s is not supported.".formatted(key));
              }
            });
  }

  private void each(Section hosting, String key, Consumer<Section> rule) {
    try {
      hosting.sections(key).forEach(rule);
    } catch (InvalidRuleException e) {
      reading.problems().error(hosting.sourceOf(key), e.sentence());
    }
  }

  private void redirect(Section rule) {
    try {
      Long type = rule.whole("type");
      add(rule, type == null ? MOVED : type, true);
    } catch (InvalidRuleException e) {
      reading.problems().error(rule.source(), e.sentence());
    }
  }

  private void rewrite(Section rule) {
    try {
      for (String service : List.of("function", "run", "dynamicLinks")) {
        if (rule.has(service)) {
          throw new InvalidRuleException(
              "A rewrite to %s is not supported: there are only files and other hosts here."
                  .formatted(service));
        }
      }
      add(rule, 200, false);
    } catch (InvalidRuleException e) {
      reading.problems().error(rule.source(), e.sentence());
    }
  }

  private void add(Section rule, long status, boolean force) throws InvalidRuleException {
    ForeignPattern pattern = source(rule);
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
      ForeignHeaders.add(block, source(block), reading);
    } catch (InvalidRuleException e) {
      reading.problems().error(block.source(), e.sentence());
    }
  }

  private static ForeignPattern source(Section rule) throws InvalidRuleException {
    if (rule.has("regex")) {
      throw new InvalidRuleException(
          "A regex is not supported; write a source such as /assets/**.");
    }
    return FirebaseGlob.parse(rule.needText("source"));
  }
}
