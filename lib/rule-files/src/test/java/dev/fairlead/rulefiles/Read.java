package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleScope;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a file in a test, and writes what came of it as lines that a table can have. */
final class Read {
  /** What the rewrites of the tests lead to. */
  private static final List<String> PAGES = List.of("/app.html", "/b.html", "/beta.html");

  private Read() {}

  static SiteReading file(RuleFileKind kind, String text) {
    return file(kind, text, PAGES);
  }

  static SiteReading file(RuleFileKind kind, String text, List<String> published) {
    return file(kind, text, published, null);
  }

  static SiteReading file(
      RuleFileKind kind, String text, List<String> published, @Nullable HtmlHandling chosen) {
    return RuleFiles.read(
        List.of(RuleFile.of(kind, kind.fileName(), text.getBytes(StandardCharsets.UTF_8))),
        new PublishedFolder("dist", published.stream().map(SitePath::parse).toList()),
        chosen);
  }

  /** What the only redirect of a file comes to; it stands on line 2. */
  static List<String> redirect(RuleFileKind kind, String source, String destination) {
    String redirects =
        """
        "redirects": [
          {"source": "%s", "destination": "%s"}
        ]
        """
            .formatted(source, destination);
    return hosting(kind, redirects);
  }

  /** What some keys of Vercel's file, or of {@code hosting} in Firebase's, come to. */
  static List<String> hosting(RuleFileKind kind, String keys) {
    String object = "{%s}".formatted(keys.strip());
    return lines(
        file(kind, kind == RuleFileKind.FIREBASE ? "{\"hosting\": %s}".formatted(object) : object));
  }

  /** Rules first, then problems, each one line. */
  static List<String> lines(SiteReading reading) {
    List<String> lines = new ArrayList<>();
    reading.rules().redirects().forEach(rule -> lines.add(redirect(rule)));
    reading.rules().headers().forEach(rule -> lines.add(headers(rule)));
    reading.rules().problems().forEach(problem -> lines.add(problem(problem)));
    return lines;
  }

  static String redirect(RedirectRule rule) {
    return "%s %s%s -> %s%s%s"
        .formatted(
            rule.status(),
            scope(rule.scope()),
            conditions(rule.conditions()),
            rule.to(),
            rule.force() ? " forced" : "",
            rule.scope().exact() ? " exact" : "");
  }

  static String headers(HeaderRule rule) {
    StringBuilder text = new StringBuilder(scope(rule.scope()));
    for (HeaderRule.Field field : rule.fields()) {
      String sign = field.value() == null ? "-" : field.append() ? "+" : "=";
      text.append("; ").append(field.name()).append(sign);
      if (field.value() != null) {
        text.append(field.value());
      }
    }
    return text.append(rule.scope().exact() ? " exact" : "").toString();
  }

  static String problem(RuleProblem problem) {
    return "%s %s: %s".formatted(problem.severity(), problem.source(), problem.sentence());
  }

  private static String scope(RuleScope scope) {
    return (scope.scheme() == null ? "" : scope.scheme() + "://" + scope.host()) + scope.path();
  }

  private static String conditions(RuleConditions conditions) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(conditions.query())
        .forEach((name, value) -> text.append(" ?").append(name).append('=').append(value));
    new TreeSet<>(conditions.countries()).forEach(value -> text.append(" country=").append(value));
    new TreeSet<>(conditions.languages()).forEach(value -> text.append(" language=").append(value));
    new TreeSet<>(conditions.cookies()).forEach(value -> text.append(" cookie=").append(value));
    return text.toString();
  }

  /** The time that this thread has had a processor: other load does not lengthen it. */
  static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
