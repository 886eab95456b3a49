package dev.fairlead.edge;

import dev.fairlead.edge.blob.Bodies;
import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.SiteAnswers;
import dev.fairlead.edge.observation.Exchange;
import dev.fairlead.edge.observation.HostClass;
import dev.fairlead.edge.observation.Observation;
import dev.fairlead.edge.upstream.Upstreams;
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
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a site resolves to into an answer with its body, and remembers those given often. */
final class SiteServing {
  private static final Logger log = LoggerFactory.getLogger(SiteServing.class);

  /** In the place of a file where there is none. */
  private static final int NO_PAGE = -1;

  private static final int NO_PAGE_FOR_A_PERSON = -2;

  private final Bodies bodies;
  private final RetainedAssets retained;
  private final @Nullable String countryHeader;
  private final Upstreams upstreams;
  private final Observation observation;
  private final FastThreadLocal<HotAnswers> hot =
      new FastThreadLocal<>() {
        @Override
        protected HotAnswers initialValue() {
          return new HotAnswers();
        }
      };

  /**
   * @param countryHeader a request header that the operator trusts to name the client's country;
   *     null for none
   */
  SiteServing(
      Bodies bodies,
      ManifestCache manifests,
      InstantSource clock,
      @Nullable String countryHeader,
      Upstreams upstreams,
      Observation observation) {
    this.bodies = bodies;
    this.retained = new RetainedAssets(manifests, clock);
    this.countryHeader = countryHeader;
    this.upstreams = upstreams;
    this.observation = observation;
  }

  /** Gives an answer that this loop has given before; false if it has none. */
  boolean giveAgain(Route route, Request request, AnswerSink client, long begun) {
    if (!isSimple(request)) {
      return false;
    }
    String target = request.target();
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return giveKept(route, path, mark >= 0, request, client, begun);
  }

  /** Answers from a deployment. */
  void answer(Route route, Resolver resolver, Request request, Exchange sink) {
    SiteRequest siteRequest = siteRequest(request);
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
          give(SiteAnswers.badRequest(route, reason, request), request, sink);
    }
  }

  private void pass(Route route, Proxy proxy, Request request, AnswerSink sink) {
    upstreams.pass(
        proxy.target(),
        request,
        sink,
        head ->
            SiteAnswers.passedOn(
                route,
                proxy.headers(),
                head.status(),
                head.headers(),
                head.length(),
                head.hasBody()));
  }

  /** Gives an answer and its body, or says that the store does not give the body. */
  void give(Answer answer, Request request, AnswerSink sink) {
    if (!(answer.body() instanceof Body.Stored stored)) {
      sink.answer(answer, answer.literalBody());
      return;
    }
    ByteBuf bytes = bodies.find(stored, sink.sendsFiles());
    if (bytes != null) {
      sink.comesFrom(BodyTier.MEMORY);
      sink.answer(answer, bytes);
    } else {
      bodies.give(answer, stored, sink, failure -> unavailable(failure, request, sink));
    }
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
    boolean simple = own && request.method() == HttpMethod.GET && request.preferences().isSimple();
    HotAnswers.Page page = new HotAnswers.Page(serve.file(), serve.status(), serve.headers());
    Object key = serve.pathOnly() ? siteRequest.path() : page;
    if (simple
        && !serve.pathOnly()
        && giveKept(route, key, true, request, sink.client(), sink.begun())) {
      return;
    }
    Answer answer = SiteAnswers.file(route, resolver, serve, request);
    if (simple && request.preferences().ifNoneMatch() == null) {
      hot.get().keep(entry(route, key, request, answer));
    }
    give(answer, request, sink);
  }

  private static HotAnswers.Entry entry(Route route, Object key, Request request, Answer answer) {
    String entityTag = answer.headers().get(HttpHeaderNames.ETAG);
    return new HotAnswers.Entry(
        route,
        key,
        request.preferences().codingsAccepted(),
        answer,
        entityTag == null ? null : answer.notModified(),
        entityTag,
        true);
  }

  /** Gives what is kept, now or as soon as it has been read; false if nothing is. */
  private boolean giveKept(
      Route route, Object key, boolean hasQuery, Request request, AnswerSink client, long begun) {
    HotAnswers.Entry entry = hot.get().find(route, key, request.preferences().codingsAccepted());
    if (entry == null || (hasQuery && !entry.anyQuery)) {
      return false;
    }
    HostClass host = HostClass.of(route);
    String held = request.preferences().ifNoneMatch();
    if (held != null) {
      Answer notModified = entry.notModified;
      if (notModified == null || !entry.isHeldBy(held)) {
        return false;
      }
      client.answer(notModified);
      observation.answered(host, request, client, notModified, BodyTier.NONE, begun);
      return true;
    }
    BodyTier tier = BodyTier.HOT;
    ByteBuf bytes = entry.isTimeToTouch() ? null : Bodies.again(entry.bytes);
    if (bytes == null && entry.answer.body() instanceof Body.Stored stored) {
      tier = BodyTier.MEMORY;
      bytes = bodies.find(stored, client.sendsFiles());
      // A view of its own: the sink reads the one that it is given to its end.
      entry.bytes = bytes == null ? null : bytes.duplicate();
      if (bytes == null) {
        Exchange sink = observation.watch(request, client, begun).of(host);
        bodies.give(entry.answer, stored, sink, failure -> unavailable(failure, request, sink));
        return true;
      }
    }
    client.answer(entry.answer, bytes == null ? entry.answer.literalBody() : bytes);
    observation.answered(host, request, client, entry.answer, tier, begun);
    return true;
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
    if (redirect.pathOnly() && isSimple(request) && siteRequest.query() == null) {
      keep(route, siteRequest.path(), request, answer, false);
    }
    give(answer, request, sink);
  }

  private void noPage(
      Route route, NoPage none, SiteRequest siteRequest, Request request, Exchange sink) {
    boolean navigation = siteRequest.isNavigation();
    HotAnswers.Page key =
        new HotAnswers.Page(
            navigation ? NO_PAGE_FOR_A_PERSON : NO_PAGE, none.status(), none.headers());
    boolean simple = isSimple(request) && request.preferences().ifNoneMatch() == null;
    if (simple && giveKept(route, key, true, request, sink.client(), sink.begun())) {
      return;
    }
    Answer answer = SiteAnswers.noPage(route, none, request, navigation);
    if (simple) {
      keep(route, key, request, answer, true);
    }
    give(answer, request, sink);
  }

  private static boolean isSimple(Request request) {
    return request.method() == HttpMethod.GET && request.preferences().isSimple();
  }

  private void keep(Route route, Object key, Request request, Answer answer, boolean anyQuery) {
    int codings = request.preferences().codingsAccepted();
    hot.get().keep(new HotAnswers.Entry(route, key, codings, answer, null, null, anyQuery));
  }

  private void unavailable(IOException reason, Request request, AnswerSink sink) {
    log.atWarn().setMessage("Cannot read a blob").setCause(reason).log();
    Answer answer = PlatformAnswers.unavailable(request);
    sink.answer(answer, answer.literalBody());
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
