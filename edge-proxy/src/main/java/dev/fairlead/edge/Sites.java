package dev.fairlead.edge;

import dev.fairlead.edge.cache.ManifestCache;
import dev.fairlead.edge.cache.RouteCache;
import dev.fairlead.edge.cache.RouteLookup;
import dev.fairlead.edge.cache.RouteLookup.Known;
import dev.fairlead.edge.cache.RouteLookup.Unavailable;
import dev.fairlead.edge.cache.RouteLookup.Unknown;
import dev.fairlead.edge.connection.EdgeLoop;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.SiteAnswers;
import dev.fairlead.edge.observation.Exchange;
import dev.fairlead.edge.observation.HostClass;
import dev.fairlead.edge.observation.Observation;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.HostRules;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Resolution;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests from the sites: host to route, route to manifest, manifest to answer. */
final class Sites implements Answering {
  private static final Logger log = LoggerFactory.getLogger(Sites.class);

  private final RouteCache routes;
  private final ManifestCache manifests;
  private final SiteServing serving;
  private final GivenAnswers given;
  private final Observation observation;

  Sites(
      RouteCache routes,
      ManifestCache manifests,
      SiteServing serving,
      GivenAnswers given,
      Observation observation) {
    this.routes = routes;
    this.manifests = manifests;
    this.serving = serving;
    this.given = given;
    this.observation = observation;
  }

  @Override
  public void answer(Request request, AnswerSink client) {
    long begun = observation.begin();
    Hostname host = request.host();
    Route fresh = host == null ? null : routes.fresh(host, EdgeLoop.current().millis());
    if (fresh != null && given.again(fresh, request, client, begun)) {
      return;
    }
    Exchange sink = observation.watch(request, client, begun);
    Optional<Answer> everywhere = PlatformAnswers.everywhere(request);
    if (everywhere.isPresent()) {
      given.give(everywhere.get(), request, sink);
    } else if (host == null) {
      given.give(PlatformAnswers.unknownHost(request), request, sink.forHost(HostClass.UNKNOWN));
    } else if (fresh != null) {
      answer(fresh, request, sink);
    } else {
      whenDone(
          routes.find(host), request, sink, (lookup, failure) -> answer(lookup, request, sink));
    }
  }

  @Override
  public void refused(Request request, Answer answer, AnswerSink client) {
    observation.answered(request, client, answer);
  }

  private void answer(RouteLookup lookup, Request request, Exchange sink) {
    sink.forHost(HostClass.UNKNOWN);
    switch (lookup) {
      case Known(Route route) -> answer(route, request, sink);
      case Unknown() -> given.give(PlatformAnswers.unknownHost(request), request, sink);
      case Unavailable() -> given.give(PlatformAnswers.unavailable(request), request, sink);
    }
  }

  private void answer(Route route, Request request, Exchange sink) {
    sink.forHost(route);
    Optional<Resolution.Redirect> elsewhere =
        HostRules.redirect(
            route,
            SiteRequest.of(
                request.secure() ? "https" : "http", request.authority(), request.target()),
            request.asked().port());
    if (elsewhere.isPresent()) {
      given.give(SiteAnswers.redirect(route, elsewhere.get(), request), request, sink);
      return;
    }
    Optional<DeploymentId> deployment = route.served();
    if (deployment.isEmpty()) {
      Answer waiting =
          PlatformAnswers.isRead(request)
              ? SiteAnswers.waiting(route, request)
              : SiteAnswers.otherMethod(route, ResponseHeaders.EMPTY, request);
      given.give(waiting, request, sink);
      return;
    }
    whenDone(
        manifests.findWithPatience(route, deployment.get()),
        request,
        sink,
        (resolver, failure) -> {
          if (failure == null) {
            serving.answer(route, resolver, request, sink);
          } else {
            log.atWarn()
                .setMessage("Cannot read a manifest")
                .addKeyValue("host", route.host())
                .addKeyValue("deployment", deployment.get())
                .setCause(failure)
                .log();
            given.give(PlatformAnswers.unavailable(request), request, sink);
          }
        });
  }

  /**
   * Goes on at once if that is possible, otherwise later on the loop of the sink. Whatever goes
   * wrong there, the client is answered: nobody else would notice.
   */
  private <T> void whenDone(
      CompletableFuture<T> future, Request request, Exchange sink, BiConsumer<T, Throwable> next) {
    BiConsumer<T, Throwable> guarded =
        (value, failure) -> {
          try {
            next.accept(value, failure);
          } catch (RuntimeException | OutOfMemoryError bug) {
            log.atError().setMessage("Answering failed").setCause(bug).log();
            if (!sink.isAnswered()) {
              given.give(PlatformAnswers.unavailable(request), request, sink);
            }
          }
        };
    if (future.isDone()) {
      future.whenComplete(guarded);
    } else {
      future.whenCompleteAsync(guarded, sink.executor());
    }
  }
}
