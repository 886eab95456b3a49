package dev.fairlead.api.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.Failure;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A look at a repository: what would be detected if it were deployed.
 *
 * @param state {@code running}, {@code done} or {@code failed}
 * @param plan present exactly when it is done
 * @param failure present exactly when it failed
 */
@Schema(name = "Inspection")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inspection(
    String id, String state, @Nullable BuildPlan plan, @Nullable Failure failure) {

  static Inspection running(String id) {
    return new Inspection(id, "running", null, null);
  }

  static Inspection done(String id, BuildPlan plan) {
    return new Inspection(id, "done", plan, null);
  }

  static Inspection failed(String id, Failure failure) {
    return new Inspection(id, "failed", null, failure);
  }
}
