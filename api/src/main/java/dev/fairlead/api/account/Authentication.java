package dev.fairlead.api.account;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.Set;

/**
 * Closes {@code /v1} to everyone without a token or a session; only signing in is open. Builds have
 * an endpoint and tokens of their own, see {@code BuildPaths}.
 *
 * <p>A session comes with a cookie, which browsers also send for other sites' pages: an unsafe
 * request with a cookie must therefore carry our own {@code Origin}. {@code localhost} makes {@code
 * SameSite} worthless here, since every port of it is the same site.
 */
@Order(0)
@ServerFilter("/v1/**")
final class Authentication {
  static final String SCOPE_ATTRIBUTE = "fairlead.team-scope";
  private static final String BEARER = "Bearer ";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final AccountStore accounts;
  private final SessionCookie cookie;
  private final String origin;

  Authentication(AccountStore accounts, SessionCookie cookie, ApiConfig config) {
    this.accounts = accounts;
    this.cookie = cookie;
    this.origin = config.addresses().apiOrigin();
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void authenticate(HttpRequest<?> request) {
    boolean signIn =
        request.getMethod() == HttpMethod.POST && request.getPath().equals("/v1/session");
    if (signIn) {
      refuseForeignOrigin(request);
      return;
    }
    TeamScope scope =
        scopeOf(request)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.UNAUTHENTICATED,
                        "Sign in, or send an API token as Authorization: Bearer flt_…"));
    request.setAttribute(SCOPE_ATTRIBUTE, scope);
  }

  private Optional<TeamScope> scopeOf(HttpRequest<?> request) {
    Optional<String> authorization = request.getHeaders().getAuthorization();
    if (authorization.isPresent()) {
      return authorization
          .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
          .flatMap(value -> accounts.ofApiToken(value.substring(BEARER.length()).strip()));
    }
    Optional<TeamScope> scope =
        request
            .getCookies()
            .findCookie(cookie.name())
            .map(Cookie::getValue)
            .flatMap(accounts::ofSession);
    if (scope.isPresent() && !SAFE.contains(request.getMethod())) {
      refuseForeignOrigin(request);
    }
    return scope;
  }

  private void refuseForeignOrigin(HttpRequest<?> request) {
    String sent = request.getHeaders().get("Origin");
    if (!origin.equals(sent)) {
      throw new ProblemException(
          ErrorCode.ORIGIN_REFUSED,
          "The Origin header is %s; open the dashboard at %s.".formatted(sent, origin));
    }
  }
}
