package dev.fairlead.api.account;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;

/** Signing in and out. */
@AnswersProblems
@Tag(name = "Session")
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SessionController {
  private static final Duration SESSION_VALIDITY = Duration.ofDays(30);
  private static final Duration CODE_VALIDITY = Duration.ofMinutes(5);

  private final AccountStore accounts;
  private final SessionCookie cookie;
  private final ApiConfig config;

  SessionController(AccountStore accounts, SessionCookie cookie, ApiConfig config) {
    this.accounts = accounts;
    this.cookie = cookie;
    this.config = config;
  }

  /** Makes a link that signs a browser in, once, within five minutes. */
  @Post("/sign-in-links")
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  SignInLink createLink(@Parameter(hidden = true) TeamScope scope) {
    OpaqueToken code = OpaqueToken.random(OpaqueToken.Kind.SIGN_IN);
    accounts.createSignInCode(scope, code, CODE_VALIDITY);
    // In the fragment, so that neither a server log nor a Referer header ever has it.
    return new SignInLink(config.addresses().apiOrigin() + "/sign-in/#" + code.text());
  }

  /** Exchanges the code of a sign-in link for a session cookie. */
  @Post("/session")
  @ApiResponse(responseCode = "204", description = "Done")
  HttpResponse<Void> signIn(@Body NewSession request) {
    OpaqueToken session = OpaqueToken.random(OpaqueToken.Kind.SESSION);
    if (!accounts.openSession(request.code(), session, SESSION_VALIDITY)) {
      throw new ProblemException(
          ErrorCode.SIGN_IN_CODE_INVALID,
          "The link has been used or is older than five minutes; run ./fairlead open for a new"
              + " one.");
    }
    return HttpResponse.<Void>noContent().cookie(cookie.of(session.text(), SESSION_VALIDITY));
  }

  /** Who is signed in. */
  @Get("/session")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  SessionView session(@Parameter(hidden = true) TeamScope scope) {
    return new SessionView(scope.accountName());
  }

  /** Signs out. */
  @Delete("/session")
  @ApiResponse(responseCode = "204", description = "Done")
  HttpResponse<Void> signOut(HttpRequest<?> request, @Parameter(hidden = true) TeamScope scope) {
    request
        .getCookies()
        .findCookie(cookie.name())
        .ifPresent(c -> accounts.closeSession(c.getValue()));
    return HttpResponse.<Void>noContent().cookie(cookie.removal());
  }
}
