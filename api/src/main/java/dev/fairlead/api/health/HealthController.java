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
import java.time.Duration;

/** Tells an operator whether the api works, and who runs it whether its process is to be kept. */
@AnswersProblems
@Tag(name = "Health")
@Controller("/health")
final class HealthController {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DatabaseProbe database;

  HealthController(DatabaseProbe database) {
    this.database = database;
  }

  /** Answers 200 while the database can be reached, and 503 otherwise; within three seconds. */
  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  HttpResponse<Health> health() throws InterruptedException {
    return database.answers(PATIENCE)
        ? HttpResponse.ok(new Health("up"))
        : HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("down"));
  }

  /**
   * Answers 200 while the process serves, whatever it depends on. To end an api because its
   * database is away would not bring that back.
   */
  @Get("/live")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  Health live() {
    return new Health("up");
  }

  /**
   * State of the api.
   *
   * @param status {@code up} or {@code down}
   */
  @Schema(name = "Health")
  public record Health(String status) {}
}
