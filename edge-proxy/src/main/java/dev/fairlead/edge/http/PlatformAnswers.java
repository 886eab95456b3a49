package dev.fairlead.edge.http;

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
    if (request.method().equals(HttpMethod.OPTIONS)) {
      return Optional.of(options());
    }
    if (!request.method().equals(HttpMethod.GET) && !request.isHead()) {
      Answer answer = Answer.plain(405, "Allowed methods: " + ALLOWED);
      answer.headers().set(HttpHeaderNames.ALLOW, ALLOWED);
      return Optional.of(answer);
    }
    return request.target().equals(HEALTH)
        ? Optional.of(forMethod(request, health()))
        : Optional.empty();
  }

  /** The answer on a host that has no route. */
  public static Answer unknownHost(Request request) {
    return forMethod(request, asksUs(request) ? health() : Pages.unknownHost());
  }

  /** The answer while what is needed cannot be read. */
  public static Answer unavailable(Request request) {
    return forMethod(request, Pages.unavailable());
  }

  /**
   * The answer to a request that came without TLS where it is wanted: 308, so that the method stays
   * (RFC 9110 §15.4.9). Nothing is looked up; who asks for a host that is not here is told so over
   * TLS.
   */
  public static Answer overTls(Request request) {
    Optional<Answer> everywhere = everywhere(request);
    if (everywhere.isPresent()) {
      return everywhere.get();
    }
    if (request.host() == null || asksUs(request)) {
      return unknownHost(request);
    }
    String location = "https://%s%s".formatted(request.host(), request.target());
    Answer answer = Answer.plain(308, "See " + location);
    answer.headers().set(HttpHeaderNames.LOCATION, location);
    return forMethod(request, answer);
  }

  /** The answer to something that is no request. */
  public static Answer refused(int status, String sentence) {
    return Answer.plain(status, sentence);
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
