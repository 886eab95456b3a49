package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The commit a deployment is built from.
 *
 * @param sha 40 hexadecimal digits
 * @param branch short name, without {@code refs/heads/}; absent for a detached commit
 * @param message the first line, at most 200 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Commit(
    String sha, @Nullable String branch, @Nullable String message, @Nullable String author) {
  public Commit {
    Objects.requireNonNull(sha, "sha");
  }
}
