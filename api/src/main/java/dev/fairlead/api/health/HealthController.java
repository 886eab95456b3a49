package dev.fairlead.api.health;

import dev.fairlead.api.problem.AnswersProblems;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Tells a load balancer or an operator whether to send requests here. */
@AnswersProblems
@Tag(name = "Health")
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
  private final Jdbi jdbi;

  HealthController(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Answers 200 while the database can be reached, and 503 otherwise. */
  @Get
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  HttpResponse<Health> health() {
    try {
      jdbi.useHandle(handle -> handle.execute("SELECT 1"));
      return HttpResponse.ok(new Health("up"));
    } catch (JdbiException e) {
      return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("down"));
    }
  }

  /**
   * State of the api.
   *
   * @param status {@code up} or {@code down}
   */
  @Schema(name = "Health")
  public record Health(String status) {}
}
