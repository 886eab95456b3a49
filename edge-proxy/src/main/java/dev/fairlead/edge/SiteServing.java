package dev.fairlead.edge;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.SiteAnswers;
import dev.fairlead.edge.http.Varying;
import dev.fairlead.edge.observation.Exchange;
import dev.fairlead.edge.upstream.Upstreams;
import dev.fairlead.site.Resolution;
import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Proxy;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** Turns what a site resolves to into an answer. */
final class SiteServing {
  /** In the place of a file where there is none. */
  private static final int NO_PAGE = -1;

  private static final int NO_PAGE_FOR_A_PERSON = -2;
  private static final int NO_HOME_PAGE_FOR_A_PERSON = -3;

  private final GivenAnswers given;
  private final RetainedAssets retained;
  private final @Nullable String countryHeader;
  private final Varying varying;
  private final Upstreams upstreams;

  /**
   * @param countryHeader a request header that the operator trusts to name the client's country;
   *     null for none
   */
  SiteServing(
      GivenAnswers given,
      RetainedAssets retained,
      @Nullable String countryHeader,
      Upstreams upstreams) {
    this.given = given;
    this.retained = retained;
    this.countryHeader = countryHeader;
    this.varying = new Varying(countryHeader);
    this.upstreams = upstreams;
  }

  /** Answers from a deployment. */
  void answer(Route route, Resolver resolver, Request request, Exchange sink) {
    SiteRequest siteRequest = siteRequest(request);
    if (!PlatformAnswers.isRead(request)) {
      ResponseHeaders headers = resolver.headers(siteRequest);
      given.give(SiteAnswers.otherMethod(route, headers, request), request, sink);
      return;
    }
    switch (resolver.resolve(siteRequest)) {
      case Serve serve -> serve(route, resolver, serve, siteRequest, request, sink);
      case Redirect redirect -> redirect(route, redirect, siteRequest, request, sink);
      case Missing missing -> {
        boolean searched =
            retained.find(
                route,
                missing,
                sink.executor(),
                (earlier, serve) -> serve(route, earlier, serve, siteRequest, request, sink),
                () -> otherwise(route, resolver, missing, siteRequest, request, sink));
        if (!searched) {
          otherwise(route, resolver, missing, siteRequest, request, sink);
        }
      }
      case NoPage none -> noPage(route, none, siteRequest, request, sink);
      case Proxy proxy -> pass(route, proxy, request, sink);
      case BadRequest(Resolution.Reason reason) ->
          given.give(
              SiteAnswers.badRequest(route, reason, request, siteRequest.isNavigation()),
              request,
              sink);
    }
  }

  private void pass(Route route, Proxy proxy, Request request, AnswerSink sink) {
    upstreams.pass(
        route.project(),
        proxy.target(),
        request,
        sink,
        head -> {
          Answer answer =
              SiteAnswers.passedOn(
                  route,
                  proxy.headers(),
                  head.status(),
                  head.headers(),
                  head.length(),
                  head.hasBody());
          varying.apply(proxy.headers(), answer);
          return answer;
        });
  }

  private void serve(
      Route route,
      Resolver resolver,
      Serve serve,
      SiteRequest siteRequest,
      Request request,
      Exchange sink) {
    // A file of an earlier deployment has the ordinal of another file of this one.
    boolean own = route.served().filter(resolver.deployment()::equals).isPresent();
    boolean simple = own && GivenAnswers.isSimple(request);
    Object key = simple ? key(resolver, serve, siteRequest, request) : null;
    if (key != null && !serve.pathOnly() && given.again(route, key, request, sink)) {
      return;
    }
    Answer answer = SiteAnswers.file(route, resolver, serve, request);
    varying.apply(serve.headers(), answer);
    if (key != null && request.preferences().ifNoneMatch() == null) {
      given.keepFile(route, key, request, answer);
    }
    given.give(answer, request, sink);
  }

  private static Object key(
      Resolver resolver, Serve serve, SiteRequest siteRequest, Request request) {
    return serve.pathOnly()
        ? siteRequest.path()
        : new HotAnswers.Page(
            serve.file(),
            serve.status(),
            serve.headers(),
            resolver.isImmutableAt(serve.file(), request.target()));
  }

  private void otherwise(
      Route route,
      Resolver resolver,
      Missing missing,
      SiteRequest siteRequest,
      Request request,
      Exchange sink) {
    switch (missing.otherwise()) {
      case Serve serve -> serve(route, resolver, serve, siteRequest, request, sink);
      case NoPage none -> noPage(route, none, siteRequest, request, sink);
      default -> throw new IllegalStateException("neither a page nor none: " + missing);
    }
  }

  private void redirect(
      Route route, Redirect redirect, SiteRequest siteRequest, Request request, Exchange sink) {
    Answer answer = SiteAnswers.redirect(route, redirect, request);
    varying.apply(redirect.headers(), answer);
    if (redirect.pathOnly() && GivenAnswers.isSimple(request) && siteRequest.query() == null) {
      given.keep(route, siteRequest.path(), request, answer, false);
    }
    given.give(answer, request, sink);
  }

  private void noPage(
      Route route, NoPage none, SiteRequest siteRequest, Request request, Exchange sink) {
    boolean navigation = siteRequest.isNavigation();
    boolean isHome = siteRequest.path().equals("/");
    int forPerson = isHome ? NO_HOME_PAGE_FOR_A_PERSON : NO_PAGE_FOR_A_PERSON;
    HotAnswers.Page key =
        new HotAnswers.Page(navigation ? forPerson : NO_PAGE, none.status(), none.headers(), false);
    boolean simple = GivenAnswers.isSimple(request) && request.preferences().ifNoneMatch() == null;
    if (simple && given.again(route, key, request, sink)) {
      return;
    }
    Answer answer = SiteAnswers.noPage(route, none, request, navigation, isHome);
    varying.apply(none.headers(), answer);
    if (simple) {
      given.keep(route, key, request, answer, true);
    }
    given.give(answer, request, sink);
  }

  private SiteRequest siteRequest(Request request) {
    return SiteRequest.of(
            request.secure() ? "https" : "http", request.authority(), request.target())
        .fetched(
            request.headers().get("sec-fetch-mode"), request.headers().get(HttpHeaderNames.ACCEPT))
        .sentBy(
            request.headers().get(HttpHeaderNames.ACCEPT_LANGUAGE),
            request.headers().get(HttpHeaderNames.COOKIE),
            countryHeader == null ? null : request.headers().get(countryHeader));
  }
}
