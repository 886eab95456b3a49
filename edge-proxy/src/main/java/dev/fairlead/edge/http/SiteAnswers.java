package dev.fairlead.edge.http;

import dev.fairlead.site.Resolution;
import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Proxy;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteRequest;
import io.netty.handler.codec.http.HttpHeaderNames;

/** Answers of a published site: a pure function of its route, its manifest and the request. */
public final class SiteAnswers {
  private static final String ROBOTS = "x-robots-tag";

  private SiteAnswers() {}

  /** Answers {@code GET} and {@code HEAD}. */
  public static Answer answer(Route route, Resolver resolver, Incoming.Request request) {
    SiteRequest siteRequest =
        SiteRequest.of("https", route.host().value(), request.target())
            .fetched(
                request.headers().get("sec-fetch-mode"),
                request.headers().get(HttpHeaderNames.ACCEPT));
    Answer answer = answer(route, resolver, resolver.resolve(siteRequest), siteRequest, request);
    return forRoute(route, request, answer);
  }

  private static Answer answer(
      Route route,
      Resolver resolver,
      Resolution resolution,
      SiteRequest siteRequest,
      Incoming.Request request) {
    return switch (resolution) {
      case Serve serve -> FileAnswers.answer(route, resolver, serve, request);
      case Redirect redirect -> redirect(redirect.status(), redirect.location());
      case Missing missing -> answer(route, resolver, missing.otherwise(), siteRequest, request);
      case NoPage none -> notFound(siteRequest);
      case Proxy proxy -> notFound(siteRequest);
      case BadRequest(Resolution.Reason reason) -> Answer.plain(400, reason.sentence());
    };
  }

  /** The page of a route whose first build is still running. */
  public static Answer building(Route route, Incoming.Request request) {
    return forRoute(route, request, Pages.building(route.host()));
  }

  private static Answer forRoute(Route route, Incoming.Request request, Answer answer) {
    if (!route.production()) {
      answer.headers().set(ROBOTS, "noindex");
    }
    return request.isHead() ? answer.headOnly() : answer;
  }

  private static Answer redirect(int status, String location) {
    Answer answer = Answer.plain(status, "See " + location);
    answer.headers().set(HttpHeaderNames.LOCATION, location);
    answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "public, max-age=0, must-revalidate");
    return answer;
  }

  private static Answer notFound(SiteRequest request) {
    return request.isNavigation() ? Pages.fileNotFound() : Answer.plain(404, "Not found");
  }
}
