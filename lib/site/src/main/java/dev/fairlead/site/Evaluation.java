package dev.fairlead.site;

import dev.fairlead.site.HeaderTable.Applied;
import dev.fairlead.site.RedirectTable.Compiled;
import dev.fairlead.site.RequestPath.Decoded;
import dev.fairlead.site.RequestPath.Refused;
import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.matching.Candidates;
import dev.fairlead.site.matching.Match;
import dev.fairlead.site.matching.MatchedRequest;
import dev.fairlead.site.rules.Criterion;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One request on its way to an answer, in the order in which a site is asked. */
final class Evaluation {
  private static final int TEMPORARY_REDIRECT = 307;

  private final CompiledSite site;
  private final SiteRequest request;
  private final MatchedRequest matched;
  private final Steps steps;
  private Applied headers = new Applied(ResponseHeaders.EMPTY, List.of(), false);
  private final Set<Criterion> criteria = EnumSet.noneOf(Criterion.class);
  private boolean varies;
  private @Nullable RedirectRule decisive;

  Evaluation(CompiledSite site, SiteRequest request, Steps steps) {
    this.site = site;
    this.request = request;
    this.steps = steps;
    this.matched =
        new MatchedRequest(
            request.scheme(),
            request.host(),
            request.path(),
            request.query(),
            request.acceptLanguage(),
            request.cookie(),
            request.country());
  }

  /** The redirect rule that decided; null if none did. */
  @Nullable RedirectRule decisive() {
    return decisive;
  }

  /** The header rules that apply. */
  List<HeaderRule> headerRules() {
    return headers.rules();
  }

  /** What the header rules say, whatever is answered. */
  ResponseHeaders allHeaders() {
    boolean theirs =
        RequestPath.decode(request.path()) instanceof Decoded(String path, boolean canonical)
            && !ReservedPaths.covers(path);
    return theirs ? site.headers().apply(matched).headers() : ResponseHeaders.EMPTY;
  }

  Resolution answer() {
    return switch (RequestPath.decode(request.path())) {
      case Refused(Resolution.Reason reason) -> {
        steps.add("The path is refused. %s", reason.sentence());
        yield new BadRequest(reason);
      }
      case Decoded(String path, boolean canonical) -> answer(path, canonical);
    };
  }

  private Resolution answer(String path, boolean canonical) {
    if (ReservedPaths.covers(path)) {
      steps.add("The path belongs to the platform; no file and no rule of a site answers it.");
      return new NoPage(404, ResponseHeaders.EMPTY);
    }
    headers = site.headers().apply(matched);
    varies = headers.varies();
    Resolution forced = ruled(site.forced(), path);
    if (forced != null) {
      return forced;
    }
    Resolution file = file(path, canonical);
    if (file != null) {
      return file;
    }
    Resolution ruled = ruled(site.unforced(), path);
    return ruled != null ? ruled : missing(path);
  }

  private @Nullable Resolution file(String path, boolean canonical) {
    int file = site.addresses().meantBy(path);
    if (file < 0) {
      steps.add("No file answers %s.", path);
      return null;
    }
    String name = site.files().path(file);
    String address = site.addresses().addressOf(name, path);
    if (canonical && address.equals(path)) {
      steps.add("The file %s answers.", name);
      return new Serve(file, 200, responseHeaders(), !varies);
    }
    String location = RequestPath.encode(address);
    steps.add("The file %s answers at %s.", name, location);
    return new Redirect(
        TEMPORARY_REDIRECT,
        request.query() == null ? location : location + "?" + request.printableQuery(),
        responseHeaders(),
        canonical && !varies);
  }

  private @Nullable Resolution ruled(RedirectTable rules, String path) {
    if (rules.isEmpty()) {
      return null;
    }
    Candidates<Compiled> candidates = rules.find(matched);
    varies |= candidates.varies();
    for (Match<Compiled> match = candidates.next(); match != null; match = candidates.next()) {
      RuleOutcome outcome = RuleOutcome.of(match, request);
      varies |= outcome.varies();
      RedirectRule rule = match.rule().rule();
      switch (outcome) {
        case RuleOutcome.Skipped skipped -> steps.addRule(rule, ", but " + skipped.why());
        case RuleOutcome.Leads leads -> {
          criteria.addAll(candidates.criteria());
          decisive = rule;
          return follow(leads, match, path);
        }
      }
    }
    criteria.addAll(candidates.criteria());
    return null;
  }

  private ResponseHeaders responseHeaders() {
    return headers.headers().decidedBy(criteria);
  }

  private Resolution follow(RuleOutcome.Leads leads, Match<Compiled> match, String path) {
    RedirectRule rule = match.rule().rule();
    steps.addRule(rule, "");
    boolean pathOnly = match.isStatic() && !varies;
    return switch (leads) {
      case RuleOutcome.Away away ->
          new Redirect(rule.status(), away.location(), responseHeaders(), pathOnly);
      case RuleOutcome.Upstream upstream -> new Resolution.Proxy(upstream.url(), responseHeaders());
      case RuleOutcome.Page page -> page(page.path(), rule.status(), pathOnly, path);
      case RuleOutcome.Plain plain -> new NoPage(rule.status(), headersFor(rule.status()));
    };
  }

  private Resolution page(String target, int status, boolean pathOnly, String path) {
    int file =
        RequestPath.decode(target) instanceof Decoded(String decoded, boolean canonical)
                && !ReservedPaths.covers(decoded)
            ? site.addresses().meantBy(decoded)
            : SiteIndex.NONE;
    if (file >= 0) {
      steps.add("The file %s answers with status %d.", site.files().path(file), status);
      return new Serve(file, status, headersFor(status), pathOnly);
    }
    steps.add("The site has no file %s.", target);
    return status == 200 ? missing(path) : new NoPage(status, headersFor(status));
  }

  private ResponseHeaders headersFor(int status) {
    ResponseHeaders all = headers.headers();
    return (status == 200 ? all : all.ofError()).decidedBy(criteria);
  }

  private Resolution missing(String path) {
    Resolution page =
        switch (site.notFound()) {
          case NOT_FOUND_PAGE -> notFound(site.files().notFoundPage(path), 404);
          case SINGLE_PAGE_APPLICATION ->
              notFound(request.isNavigation() ? site.files().fallback() : SiteIndex.NONE, 200);
          case NONE -> notFound(SiteIndex.NONE, 404);
        };
    return request.mayBeFile() ? new Missing(path, responseHeaders(), page) : page;
  }

  private Resolution notFound(int file, int status) {
    if (file < 0) {
      steps.add("There is no page for what is not found.");
      return new NoPage(404, headersFor(404));
    }
    steps.add("%s answers with status %d.", site.files().path(file), status);
    return new Serve(file, status, headersFor(status), false);
  }
}
