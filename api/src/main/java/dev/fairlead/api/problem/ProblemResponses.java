package dev.fairlead.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.fairlead.site.InvalidDocumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.json.JsonSyntaxException;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a problem document of everything that goes wrong. */
@Hidden
@Controller
final class ProblemResponses {
  private static final Logger log = LoggerFactory.getLogger(ProblemResponses.class);
  private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

  @Error(global = true)
  HttpResponse<Problem> problem(ProblemException e) {
    return respond(e.toProblem());
  }

  @Error(global = true)
  HttpResponse<Problem> invalidBody(ConversionErrorException e) {
    return respond(invalid(e.getArgument().getName(), e.getConversionError().getCause()));
  }

  @Error(global = true)
  HttpResponse<Problem> invalidJson(JsonProcessingException e) {
    return respond(invalid("body", e));
  }

  @Error(global = true)
  HttpResponse<Problem> malformedJson(JsonSyntaxException e) {
    return respond(invalid("body", e));
  }

  @Error(global = true)
  HttpResponse<Problem> invalidDocument(InvalidDocumentException e) {
    return respond(Problem.of(ErrorCode.REQUEST_INVALID, String.valueOf(e.getMessage()), null));
  }

  @Error(global = true)
  HttpResponse<Problem> tooLarge(ContentLengthExceededException e) {
    return respond(Problem.of(ErrorCode.TOO_LARGE, String.valueOf(e.getMessage()), null));
  }

  @Error(global = true)
  HttpResponse<Problem> unreachable(HttpRequest<?> request, IOException e) {
    log.atWarn().setCause(e).addKeyValue("path", request.getPath()).log("storage unreachable");
    return respond(
        Problem.of(
            ErrorCode.UNAVAILABLE, "The storage cannot be reached; try again in a moment.", null));
  }

  @Error(global = true, status = HttpStatus.NOT_FOUND)
  HttpResponse<Problem> notFound(HttpRequest<?> request) {
    return respond(
        Problem.of(
            ErrorCode.NOT_FOUND, "There is nothing at %s.".formatted(request.getPath()), null));
  }

  @Error(global = true, status = HttpStatus.METHOD_NOT_ALLOWED)
  HttpResponse<Problem> methodNotAllowed(HttpRequest<?> request) {
    return respond(
        Problem.of(
            ErrorCode.METHOD_NOT_ALLOWED,
            "%s is not allowed at %s.".formatted(request.getMethodName(), request.getPath()),
            null));
  }

  @Error(global = true, status = HttpStatus.UNSUPPORTED_MEDIA_TYPE)
  HttpResponse<Problem> contentType() {
    return respond(
        Problem.of(ErrorCode.CONTENT_TYPE_INVALID, "Send the body as application/json.", null));
  }

  @Error(global = true)
  HttpResponse<Problem> otherStatus(HttpStatusException e) {
    return respond(Problem.of(ErrorCode.REQUEST_INVALID, String.valueOf(e.getMessage()), null));
  }

  @Error(global = true)
  HttpResponse<Problem> anythingElse(HttpRequest<?> request, Throwable e) {
    log.atError().setCause(e).addKeyValue("path", request.getPath()).log("request failed");
    return respond(
        Problem.of(
            ErrorCode.INTERNAL, "The platform has made an error; its log says which.", null));
  }

  /** What a record refused while it was read, or what the parser could not read. */
  private static Problem invalid(String what, Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof ProblemException problem) {
      return problem.toProblem();
    }
    String reason =
        root instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(root.getMessage());
    return Problem.of(ErrorCode.REQUEST_INVALID, "%s: %s".formatted(what, reason), null);
  }

  private static HttpResponse<Problem> respond(Problem problem) {
    return HttpResponse.<Problem>status(problem.code().status())
        .contentType(PROBLEM_JSON)
        .body(problem);
  }
}
