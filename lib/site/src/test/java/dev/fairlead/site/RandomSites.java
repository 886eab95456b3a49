package dev.fairlead.site;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleConditions;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sites, rules and requests of few words, so that they often meet. */
final class RandomSites {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "index",
          "a.html",
          "index.html",
          "b.html",
          "404.html",
          "200.html",
          ".html",
          "a.js",
          "ü",
          "ü.html",
          "a b",
          "%",
          ".well-known",
          ".fairlead",
          "a:b",
          "a~",
          "[x]");
  private static final List<String> SEGMENTS =
      List.of(
          "a",
          "b",
          "index",
          "a.html",
          "index.html",
          "",
          "%C3%BC",
          "%c3%bc",
          "%61",
          "a%20b",
          "%25",
          "a.js",
          "..",
          ".",
          "%2e",
          "%2F",
          "%00",
          "%",
          "%ff",
          "a:b",
          "a~",
          ":x",
          "*",
          "a&b",
          "a+b",
          "[x]",
          "%5Bx%5D",
          "Ã¼",
          "x\"",
          "u%CC%88",
          ".fairlead",
          ".well-known",
          "acme-challenge");
  private static final List<String> PATTERN_SEGMENTS =
      List.of("a", "b", "index", ":x", ":y", "*", "%C3%BC", "", "a.html", "a:b", "a.js");
  private static final List<String> TARGETS =
      List.of(
          "/a",
          "/b/",
          "/",
          "/:splat",
          "/a/:splat/:x",
          "/b/:x",
          "/:x/:y",
          "/a/:splat?q=:x",
          "/b?x=:y#:x",
          "/a.html",
          "/none",
          "/ü",
          "/a b",
          "/:x.html",
          "/.:x",
          "https://o.test/:splat",
          "https://o.test?p=:x",
          "https://site.test/:splat",
          "https://site.test/a?x=1",
          "/a?x=1",
          "/.fairlead/a",
          "//:x");
  private static final List<String> QUERIES =
      List.of(
          "",
          "x=1",
          "x=2&y=1",
          "y",
          "y=..",
          "y=%2F%2Fe",
          "x=a+b&x=1",
          "%78=1",
          "y=ü",
          "x=%zz",
          "&&x=1&",
          "x=1=2",
          "y=%26",
          "ÿ");
  private static final List<String> FIELD_NAMES =
      List.of("a", "b", "set-cookie", "vary", "a", "b", "set-cookie", "date", "proxy-a");

  private final RandomGenerator random;

  RandomSites(RandomGenerator random) {
    this.random = random;
  }

  Manifest manifest() {
    Set<String> paths = new TreeSet<>();
    for (int i = random.nextInt(14); i > 0; i--) {
      String path = path(NAMES, 1 + random.nextInt(3));
      if (random.nextInt(4) > 0) {
        paths.add(path);
        if (random.nextInt(4) == 0) {
          paths.add(path + ".html");
        }
        if (random.nextInt(4) == 0) {
          paths.add(path + "/index.html");
        }
      }
    }
    List<RedirectRule> redirects = new ArrayList<>();
    for (int i = random.nextInt(9); i > 0; i--) {
      redirects.add(redirect(i));
    }
    List<HeaderRule> headers = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      headers.add(header(i));
    }
    return Sites.manifest(
        pick(List.of(NotFoundHandling.values())),
        pick(List.of(HtmlHandling.values())),
        new SiteRules(redirects, headers, null),
        List.copyOf(paths));
  }

  SiteRequest request(Manifest manifest) {
    String path = requestPath(manifest);
    return new SiteRequest(
        random.nextInt(8) == 0 ? "http" : "https",
        random.nextInt(8) == 0 ? "www.test" : "site.test",
        path,
        random.nextInt(3) == 0 ? pick(QUERIES) : null,
        random.nextBoolean() ? "navigate" : "cors",
        null,
        maybe(List.of("de", "de-AT,en;q=0.5", "en,de;q=0.9", "DE;q=0.4", "")),
        maybe(List.of("c=1", "a=b; c=d", "c", "xc=1")),
        maybe(List.of("DE", "AT")));
  }

  private String requestPath(Manifest manifest) {
    if (!manifest.files().isEmpty() && random.nextInt(3) == 0) {
      String path = ModelText.encode(pick(manifest.files()).path().value());
      return switch (random.nextInt(6)) {
        case 0 -> path.replaceAll("\\.html$", "");
        case 1 -> path.replaceAll("\\.html$", "/");
        case 2 -> path.replaceAll("index\\.html$", "");
        case 3 -> path.replaceAll("/[^/]*$", "");
        case 4 -> path + "/";
        default -> path;
      };
    }
    return random.nextInt(50) == 0 ? "a" : path(SEGMENTS, 1 + random.nextInt(4));
  }

  private RedirectRule redirect(int line) {
    return new RedirectRule(
        new RuleSource("_redirects", line),
        scope(),
        random.nextInt(3) == 0 ? conditions() : null,
        pick(TARGETS),
        pick(List.of(200, 200, 200, 301, 302, 303, 307, 308, 404, 410, 451)),
        random.nextInt(3) == 0);
  }

  private HeaderRule header(int line) {
    List<HeaderRule.Field> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = pick(FIELD_NAMES);
      fields.add(
          random.nextInt(4) == 0
              ? new HeaderRule.Field(name, null, false)
              : new HeaderRule.Field(name, value(), random.nextBoolean()));
    }
    return new HeaderRule(
        new RuleSource(pick(List.of("vercel.json", "_headers")), line), scope(), fields);
  }

  private String value() {
    return "v" + random.nextInt(9) + (random.nextInt(8) == 0 ? "; Domain=a" : "");
  }

  private RuleScope scope() {
    String path = path(PATTERN_SEGMENTS, 1 + random.nextInt(3));
    boolean anywhere = random.nextInt(8) > 0;
    return new RuleScope(
        anywhere ? null : "https",
        anywhere ? null : pick(List.of("site.test", "www.test")),
        path,
        random.nextBoolean());
  }

  private RuleConditions conditions() {
    Map<String, String> query = new HashMap<>();
    if (random.nextBoolean()) {
      query.put("x", pick(List.of("1", "2", ":x", "a b", "ü")));
    }
    if (random.nextBoolean()) {
      query.put("y", pick(List.of("1", "", ":y", ":x", "%26")));
    }
    return new RuleConditions(
        query,
        random.nextInt(4) == 0 ? Set.of("DE") : null,
        random.nextInt(4) == 0 ? Set.of("de") : null,
        random.nextInt(4) == 0 ? Set.of("c") : null);
  }

  private String path(List<String> words, int segments) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < segments; i++) {
      path.append('/').append(pick(words));
    }
    return path.toString();
  }

  private @Nullable String maybe(List<String> values) {
    return random.nextInt(3) == 0 ? pick(values) : null;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
