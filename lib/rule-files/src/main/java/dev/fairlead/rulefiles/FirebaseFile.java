package dev.fairlead.rulefiles;

import java.util.List;

/**
 * Reads {@code hosting} of {@code firebase.json}: {@code redirects}, {@code rewrites}, {@code
 * headers}, {@code cleanUrls}, {@code trailingSlash}. Redirects come before the files of the site,
 * rewrites after them.
 */
final class FirebaseFile implements ForeignRules.Dialect {
  private static final int MOVED = 301;
  private static final List<String> SERVICES = List.of("function", "run", "dynamicLinks");

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
        for (Section site : sites) {
          hosting(site);
        }
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

  private void hosting(Section hosting) throws InvalidRuleException {
    hosting.know("target", "site");
    BuildKeys.folder(hosting, "public", reading);
    new ForeignRules(this, reading).read(hosting);
    HtmlSettings.read(hosting, reading);
    hosting
        .unasked()
        .forEach(
            (key, source) -> {
              switch (key) {
                case "source", "ignore" ->
                    reading
                        .problems()
                        .warning(
                            source,
                            "%s is not read here: set the output folder in the project."
                                .formatted(key));
                case "predeploy", "postdeploy" ->
                    reading
                        .problems()
                        .warning(
                            source,
                            "%s is not run here: add it to the build command.".formatted(key));
                case "appAssociation" ->
                    reading
                        .problems()
                        .warning(
                            source,
                            "No app association files are made here: publish your own below"
                                + " /.well-known/.");
                default -> reading.problems().error(source, "%s is not supported.".formatted(key));
              }
            });
  }

  @Override
  public RuleFileKind kind() {
    return RuleFileKind.FIREBASE;
  }

  @Override
  public long status(Section redirect) throws InvalidRuleException {
    Long type = redirect.whole("type");
    return type == null ? MOVED : ForeignRules.checkRedirect("type", type);
  }

  @Override
  public ForeignPattern pattern(String source) throws InvalidRuleException {
    return FirebaseGlob.parse(source);
  }

  @Override
  public void check(Section rule) throws InvalidRuleException {
    for (String service : SERVICES) {
      if (rule.has(service)) {
        throw new InvalidRuleException(
            "A rewrite to %s is not supported: there are only files and other hosts here."
                .formatted(service));
      }
    }
    if (rule.has("regex")) {
      throw new InvalidRuleException(
          "A regex is not supported; write a source such as /assets/**.");
    }
  }
}
