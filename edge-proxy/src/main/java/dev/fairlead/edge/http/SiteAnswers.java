package dev.fairlead.edge.http;

import dev.fairlead.site.Resolution;
import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.NotFound;
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
        SiteRequest.ofTarget(
            request.target(),
            request.headers().get("sec-fetch-mode"),
            request.headers().get(HttpHeaderNames.ACCEPT));
    Answer answer =
        switch (resolver.resolve(siteRequest)) {
          case Serve serve -> FileAnswers.answer(route, resolver.manifest(), serve, request);
          case Redirect(int status, String location) -> redirect(status, location);
          case NotFound() -> notFound(siteRequest);
          case BadRequest(Resolution.Reason reason) -> Answer.plain(400, reason.sentence());
        };
    return forRoute(route, request, answer);
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
