package dev.fairlead.api.inspection;

import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.problem.ProblemException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

/** What detection would choose, before anything is deployed. */
@AnswersProblems
@Tag(name = "Inspections")
@Controller("/v1/inspections")
@ExecuteOn(TaskExecutors.BLOCKING)
final class InspectionController {
  private final Inspections inspections;
  private final InspectionStore store;

  InspectionController(Inspections inspections, InspectionStore store) {
    this.inspections = inspections;
    this.store = store;
  }

  /** Begins to look at a repository; ask for the result until it is no longer running. */
  @Post
  @ApiResponse(responseCode = "201", description = "Created", useReturnTypeSchema = true)
  HttpResponse<Inspection> create(
      @Parameter(hidden = true) TeamScope scope, @Body NewInspection request) {
    return HttpResponse.created(inspections.start(scope, request));
  }

  /** Shows what has been found. */
  @Get("/{inspection}")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  Inspection get(@Parameter(hidden = true) TeamScope scope, String inspection) {
    return store.find(scope, inspection).orElseThrow(() -> ProblemException.notFound("inspection"));
  }
}
