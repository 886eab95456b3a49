package dev.fairlead.site;

import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Proxy;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.rules.SiteRules;
import java.util.List;

/** Answers as rows of a table have them: {@code 200 /file}, {@code 301 location}, {@code 404}. */
final class Answers {
  private Answers() {}

  static SiteRequest get(String target) {
    return SiteRequest.of("https", "site.test", target);
  }

  static SiteRequest navigation(String target) {
    return get(target).fetched("navigate", null);
  }

  static Resolver resolver(SiteRules rules, List<String> files) {
    return resolver(HtmlHandling.AUTO_TRAILING_SLASH, rules, files);
  }

  static Resolver resolver(HtmlHandling handling, SiteRules rules, List<String> files) {
    return new Resolver(Sites.manifest(NotFoundHandling.NOT_FOUND_PAGE, handling, rules, files));
  }

  static String of(Resolver resolver, String target) {
    return of(resolver, get(target));
  }

  static String of(Resolver resolver, SiteRequest request) {
    return of(resolver, resolver.resolve(request));
  }

  static String of(Resolver resolver, Resolution resolution) {
    return switch (resolution) {
      case Serve serve -> serve.status() + " " + resolver.file(serve.file()).path();
      case Redirect redirect -> redirect.status() + " " + redirect.location();
      case Proxy proxy -> "proxy " + proxy.target();
      case NoPage none -> Integer.toString(none.status());
      case Missing missing -> of(resolver, missing.otherwise());
      case BadRequest(Resolution.Reason reason) -> "400 " + reason;
    };
  }

  static ResponseHeaders headers(Resolution resolution) {
    return resolution instanceof Missing missing
        ? missing.otherwise().headers()
        : resolution.headers();
  }

  static boolean pathOnly(Resolution resolution) {
    return switch (resolution) {
      case Serve serve -> serve.pathOnly();
      case Redirect redirect -> redirect.pathOnly();
      case Proxy proxy -> false;
      case NoPage none -> false;
      case Missing missing -> false;
      case BadRequest refused -> false;
    };
  }
}
