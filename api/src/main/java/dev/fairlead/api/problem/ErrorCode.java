package dev.fairlead.api.problem;

import io.micronaut.http.HttpStatus;

/** Every error the api answers with. The name is part of the API and never changes its meaning. */
public enum ErrorCode {
  REQUEST_INVALID(HttpStatus.BAD_REQUEST, "The request cannot be read"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Sign in first"),
  SIGN_IN_CODE_INVALID(HttpStatus.UNAUTHORIZED, "The sign-in link is no longer valid"),
  ORIGIN_REFUSED(HttpStatus.FORBIDDEN, "The request comes from another site"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method is not allowed here"),
  NAME_TAKEN(HttpStatus.CONFLICT, "The name is taken"),
  STATE_CONFLICT(HttpStatus.CONFLICT, "The deployment is not in a state that allows this"),
  ATTEMPT_OVER(HttpStatus.CONFLICT, "The attempt is over"),
  TOO_LARGE(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large"),
  CONTENT_TYPE_INVALID(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON"),
  VALUE_INVALID(HttpStatus.UNPROCESSABLE_ENTITY, "A value is not valid"),
  TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "Too many at once"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The platform has made an error"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A part of the platform cannot be reached");

  private final HttpStatus status;
  private final String title;

  ErrorCode(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }
}
