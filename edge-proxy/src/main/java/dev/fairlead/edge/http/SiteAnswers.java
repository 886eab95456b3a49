package dev.fairlead.edge.http;

import dev.fairlead.site.Freshness;
import dev.fairlead.site.Resolution;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.Route;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** Answers of a published site: pure functions of its route, its manifest and the request. */
public final class SiteAnswers {
  private static final String ROBOTS = "x-robots-tag";

  private SiteAnswers() {}

  /** The answer with a file. */
  public static Answer file(Route route, Resolver resolver, Serve serve, Request request) {
    return forRoute(route, request, FileAnswers.answer(route, resolver, serve, request));
  }

  /** The answer that leads elsewhere. */
  public static Answer redirect(Route route, Redirect redirect, Request request) {
    Answer answer = Answer.redirect(redirect.status(), redirect.location());
    answer.headers().set(HttpHeaderNames.CACHE_CONTROL, Freshness.REVALIDATE);
    SiteFields.apply(redirect.headers(), answer.headers());
    return forRoute(route, request, answer);
  }

  /**
   * The answer where the site has no page.
   *
   * @param navigation whether a person will read it
   * @param isHome whether it is the home page that is not there
   */
  public static Answer noPage(
      Route route, NoPage none, Request request, boolean navigation, boolean isHome) {
    int status = none.status();
    Answer answer =
        navigation ? Pages.noFile(status, isHome) : Answer.plain(status, Answer.phrase(status));
    SiteFields.apply(none.headers(), answer.headers());
    return forRoute(route, request, answer);
  }

  /**
   * The answer to another method than {@code GET} and {@code HEAD}, as it is on this site.
   *
   * @param site what the site says of its headers
   */
  public static Answer otherMethod(Route route, ResponseHeaders site, Request request) {
    Answer answer = PlatformAnswers.otherMethod(request);
    SiteFields.apply(site.ofError(), answer.headers());
    return forRoute(route, request, answer);
  }

  /**
   * The answer that another server has given.
   *
   * @param site what the site says of its headers
   * @param headers that may be passed on
   * @param length of the body in bytes; -1 if there is none or it is not known
   */
  public static Answer passedOn(
      Route route,
      ResponseHeaders site,
      int status,
      HttpHeaders headers,
      long length,
      boolean hasBody) {
    HttpHeaders all = Answer.newHeaders().setAll(headers);
    // How long the mistakes of another server are kept is for that server to say.
    SiteFields.apply(status >= 400 ? site.ofError() : site, all);
    if (!route.production()) {
      all.set(ROBOTS, "noindex");
    }
    return new Answer(status, all, length, hasBody ? new Body.Passed() : new Body.Empty());
  }

  /**
   * The answer to a path that can name no file.
   *
   * @param navigation whether a person will read it
   */
  public static Answer badRequest(
      Route route, Resolution.Reason reason, Request request, boolean navigation) {
    String sentence = reason.sentence();
    Answer answer = navigation ? Pages.badAddress(sentence) : Answer.plain(400, sentence);
    return forRoute(route, request, answer);
  }

  /** The page of a route that has nothing to serve yet. */
  public static Answer waiting(Route route, Request request) {
    return forRoute(route, request, Pages.waiting(route.host(), route.awaited()));
  }

  private static Answer forRoute(Route route, Request request, Answer answer) {
    if (!route.production()) {
      answer.headers().set(ROBOTS, "noindex");
    }
    return forMethod(request, answer);
  }

  private static Answer forMethod(Request request, Answer answer) {
    return request.isHead() ? answer.headOnly() : answer;
  }
}
