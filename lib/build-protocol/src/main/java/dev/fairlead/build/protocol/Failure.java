package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a build failed.
 *
 * @param message one sentence or two: what happened and what to do
 * @param logLine number of the first log line that shows it; absent if none does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(FailureCode code, String message, @Nullable Long logLine) {
  public Failure {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
  }
}
