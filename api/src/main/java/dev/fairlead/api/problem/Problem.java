package dev.fairlead.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error (RFC 9457), sent as {@code application/problem+json}.
 *
 * @param type always {@code about:blank}; tell errors apart by {@code code}
 * @param title what kind of error it is
 * @param status the HTTP status code
 * @param detail what happened and what to do, in a sentence or two
 * @param code an {@link ErrorCode}
 * @param field the property of the request that is not valid, if it is one
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type, String title, int status, String detail, ErrorCode code, @Nullable String field) {

  static Problem of(ErrorCode code, String detail, @Nullable String field) {
    return new Problem("about:blank", code.title(), code.status().getCode(), detail, code, field);
  }
}
