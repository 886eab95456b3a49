package dev.fairlead.edge.http;

import dev.fairlead.site.Freshness;
import dev.fairlead.site.HostRules;
import dev.fairlead.site.ReservedPaths;
import dev.fairlead.site.Resolution;
import dev.fairlead.site.SiteRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Answers that no site has a part in. */
public final class PlatformAnswers {
  private static final String ALLOWED = "GET, HEAD, OPTIONS";
  private static final String HEALTH = "/.fairlead/health";
  private static final Set<String> OF_ADDRESSES = Set.of("/health", "/health/live");
  private static final Pattern ADDRESS =
      Pattern.compile("localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

  private PlatformAnswers() {}

  /** The answer to a request that is the same on every host; empty if a site is to be asked. */
  public static Optional<Answer> everywhere(Request request) {
    boolean server = request.target().equals("*");
    if (!server && !ReservedPaths.covers(request.target())) {
      return Optional.empty();
    }
    if (server || !isRead(request)) {
      return Optional.of(otherMethod(request));
    }
    Answer answer =
        request.target().equals(HEALTH) ? health() : Answer.plain(404, "There is nothing here.");
    return Optional.of(forMethod(request, answer));
  }

  /** Whether the method is one that sites answer. */
  public static boolean isRead(Request request) {
    return request.method().equals(HttpMethod.GET) || request.isHead();
  }

  /** The answer to any other method. */
  public static Answer otherMethod(Request request) {
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return options();
    }
    Answer answer = refused(405, "Allowed methods: " + ALLOWED, isNavigation(request.headers()));
    answer.headers().set(HttpHeaderNames.ALLOW, ALLOWED);
    return answer;
  }

  /** The answer on a host that has no route. */
  public static Answer unknownHost(Request request) {
    if (!isRead(request)) {
      return otherMethod(request);
    }
    return forMethod(request, asksUs(request) ? health() : Pages.unknownHost());
  }

  /** The answer while what is needed cannot be read. */
  public static Answer unavailable(Request request) {
    return forMethod(request, Pages.unavailable());
  }

  /** The answer while as many large files are being sent as may be. */
  public static Answer busy(Request request) {
    return forMethod(request, Pages.busy());
  }

  /**
   * The answer to a request that came without TLS where it is wanted. Nothing is looked up; who
   * asks for a host that is not here is told so over TLS.
   */
  public static Answer overTls(Request request) {
    Optional<Answer> everywhere = everywhere(request);
    if (everywhere.isPresent()) {
      return everywhere.get();
    }
    if (request.host() == null || asksUs(request)) {
      return unknownHost(request);
    }
    SiteRequest asked = SiteRequest.of("http", request.authority(), request.target());
    Answer answer =
        switch (HostRules.overTls(request.host(), asked)) {
          case Resolution.Redirect redirect ->
              Answer.redirect(redirect.status(), redirect.location());
          case Resolution.BadRequest(Resolution.Reason reason) ->
              isNavigation(request.headers())
                  ? Pages.badAddress(reason.sentence())
                  : Answer.plain(400, reason.sentence());
          default -> throw new IllegalStateException("neither an address nor a refusal");
        };
    return forMethod(request, answer);
  }

  /**
   * The answer to what is no request that is taken.
   *
   * @param navigation whether a person will read it
   */
  public static Answer refused(int status, String sentence, boolean navigation) {
    return navigation ? Pages.refused(status, sentence) : Answer.plain(status, sentence);
  }

  /** Whether a person will read the answer to a request with these fields, whatever its path. */
  public static boolean isNavigation(HttpHeaders fields) {
    return SiteRequest.of("http", "", "/")
        .fetched(fields.get("sec-fetch-mode"), fields.get(HttpHeaderNames.ACCEPT))
        .isNavigation();
  }

  /**
   * The answer where another server was to give it and did not.
   *
   * @param status 502, 503, 504, or 508 where the request has been passed on before
   */
  public static Answer notPassedOn(int status, Request request) {
    return forMethod(request, Pages.notPassedOn(status));
  }

  /**
   * What is noted where a client goes before it is answered, by a status that nginx has made usual.
   */
  public static Answer clientGone() {
    return Answer.plain(499, "The client has gone.");
  }

  /**
   * The answer to a request for a host that the connection's certificate does not speak for (RFC
   * 9110 §15.5.20).
   */
  public static Answer misdirected(Request request) {
    return forMethod(
        request, Answer.plain(421, "This connection is for another host; open one for this host."));
  }

  private static Answer options() {
    HttpHeaders headers = Answer.newHeaders();
    headers.set(HttpHeaderNames.ALLOW, ALLOWED);
    headers.set(HttpHeaderNames.CACHE_CONTROL, Freshness.NO_STORE);
    return Answer.withoutContent(204, headers);
  }

  private static Answer health() {
    return Answer.text(200, "application/json", "{\"status\":\"up\"}");
  }

  /** A load balancer and the health check of a container ask by address. */
  private static boolean asksUs(Request request) {
    return OF_ADDRESSES.contains(request.target())
        && ADDRESS.matcher(request.authority()).matches();
  }

  private static Answer forMethod(Request request, Answer answer) {
    return request.isHead() ? answer.headOnly() : answer;
  }
}
