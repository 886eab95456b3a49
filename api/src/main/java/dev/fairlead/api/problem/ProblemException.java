package dev.fairlead.api.problem;

import org.jspecify.annotations.Nullable;

/** Ends a request with an error that its sender can do something about. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final @Nullable String field;

  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  private ProblemException(ErrorCode code, String detail, @Nullable String field) {
    super(detail, null, false, false);
    this.code = code;
    this.field = field;
  }

  /** A property of the request is not valid. */
  public static ProblemException invalid(String field, String detail) {
    return new ProblemException(ErrorCode.VALUE_INVALID, detail, field);
  }

  /** As {@link #invalid}, with another code. */
  public static ProblemException ofField(ErrorCode code, String field, String detail) {
    return new ProblemException(code, detail, field);
  }

  /** Foreign and absent things are told apart by nothing. */
  public static ProblemException notFound(String what) {
    return new ProblemException(ErrorCode.NOT_FOUND, "There is no such %s.".formatted(what));
  }

  public ErrorCode code() {
    return code;
  }

  Problem toProblem() {
    return Problem.of(code, String.valueOf(getMessage()), field);
  }
}
