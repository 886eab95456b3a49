package dev.fairlead.api.log;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.api.deployment.DeploymentStore;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogTickets;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Build logs over HTTP: whole, in pages, or as leave to watch them live. */
@AnswersProblems
@Tag(name = "Logs")
@Controller("/v1/deployments/{deployment}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogController {
  /** Most lines of one page. */
  private static final int PAGE_LINES = 5000;

  private static final Pattern SGR = Pattern.compile("\u001b\\[[0-9;:]*m");

  private final DeploymentStore deployments;
  private final LogReader logs;
  private final LogTickets tickets;
  private final ApiConfig config;

  LogController(DeploymentStore deployments, LogReader logs, LogTickets tickets, ApiConfig config) {
    this.deployments = deployments;
    this.logs = logs;
    this.tickets = tickets;
    this.config = config;
  }

  /**
   * Reads the log from a position on. Lines of an earlier attempt are left out.
   *
   * @param after {@code next} of the page before; absent for the first page
   */
  @Get("/log")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  LogPage page(
      @Parameter(hidden = true) TeamScope scope,
      String deployment,
      @QueryValue @Nullable String after)
      throws IOException {
    Deployment found = deployments.get(scope, deployment);
    LogCursor cursor = cursor(after);
    List<LogLine> lines = new ArrayList<>();
    int attempt = found.attempt();
    LogReader.Part part = logs.after(found, cursor);
    for (LogChunk chunk : part.chunks()) {
      chunk.lines().stream()
          .filter(line -> cursor.attempt() < attempt || line.number() > cursor.line())
          .limit(PAGE_LINES - lines.size())
          .forEach(lines::add);
    }
    LogCursor next = lines.isEmpty() ? cursor : new LogCursor(attempt, lines.getLast().number());
    boolean complete = found.state().isFinal() && part.last() && lines.size() < PAGE_LINES;
    return new LogPage(attempt, lines, next.toString(), complete);
  }

  /** The whole log as plain text, without colours, for keeping. */
  @Get("/log.txt")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  @Produces(MediaType.TEXT_PLAIN)
  HttpResponse<String> text(@Parameter(hidden = true) TeamScope scope, String deployment)
      throws IOException {
    Deployment found = deployments.get(scope, deployment);
    StringBuilder text = new StringBuilder();
    LogCursor cursor = LogCursor.START;
    LogReader.Part part;
    do {
      part = logs.after(found, cursor);
      for (LogChunk chunk : part.chunks()) {
        appendText(text, chunk);
        cursor = chunk.end();
      }
    } while (!part.last());
    return HttpResponse.ok(text.toString())
        .header(
            "Content-Disposition",
            "attachment; filename=\"%s-%s.log\"".formatted(found.projectName(), found.id()));
  }

  /** Gives leave to watch the log live over a WebSocket, once, within 30 seconds. */
  @Post("/log-ticket")
  @ApiResponse(responseCode = "200", description = "Done", useReturnTypeSchema = true)
  LogTicket ticket(@Parameter(hidden = true) TeamScope scope, String deployment)
      throws IOException {
    Deployment found = deployments.get(scope, deployment);
    String ticket = URLEncoder.encode(tickets.issue(found.id()), StandardCharsets.UTF_8);
    return new LogTicket(
        "%s/v1/deployments/%s/log?ticket=%s"
            .formatted(config.addresses().logsUrl(), found.id(), ticket));
  }

  private static void appendText(StringBuilder text, LogChunk chunk) {
    for (LogLine line : chunk.lines()) {
      text.append(line.at()).append(' ').append(SGR.matcher(line.text()).replaceAll(""));
      text.append('\n');
    }
  }

  private static LogCursor cursor(@Nullable String after) {
    try {
      return after == null ? LogCursor.START : LogCursor.parse(after);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("after", String.valueOf(e.getMessage()));
    }
  }

  /**
   * A part of a log.
   *
   * @param attempt whose lines these are
   * @param lines at most 5,000
   * @param next send it as {@code after} to read on
   * @param complete whether no line will come after these
   */
  @Schema(name = "LogPage")
  public record LogPage(int attempt, List<LogLine> lines, String next, boolean complete) {}

  /**
   * Leave to watch a log.
   *
   * @param url WebSocket address, with a ticket that works once within 30 seconds; add {@code
   *     &after=<cursor>} to leave out lines that were seen before
   */
  @Schema(name = "LogTicket")
  public record LogTicket(String url) {}
}
