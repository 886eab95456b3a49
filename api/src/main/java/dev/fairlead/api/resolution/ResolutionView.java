package dev.fairlead.api.resolution;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.site.Explanation;
import dev.fairlead.site.Resolution;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.rules.RuleSource;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment would answer to a request, and why.
 *
 * @param status of the answer; 0 if another server decides it
 * @param location where a redirect leads
 * @param file the file that would be sent
 * @param proxied the URL whose answer would be passed on
 * @param headers of the answer, but for those that say how it is coded, framed, validated and
 *     dated; of another server's answer only those that the site sets
 * @param removedHeaders names of headers that they take away
 * @param rule the redirect rule that decided
 * @param headerRules the header rules that apply, in the order of evaluation
 * @param steps what was looked at, in order, each one sentence
 */
@Schema(name = "Resolution")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResolutionView(
    int status,
    @Nullable String location,
    @Nullable String file,
    @Nullable String proxied,
    List<HeaderView> headers,
    List<String> removedHeaders,
    @Nullable RuleView rule,
    List<RuleView> headerRules,
    List<String> steps) {

  /**
   * A header of an answer.
   *
   * @param bySite whether a rule of the site sets it, or else the platform
   */
  @Schema(name = "ResolvedHeader")
  public record HeaderView(String name, String value, boolean bySite) {}

  /**
   * Where a rule was written.
   *
   * @param line from 1; 0 where the format does not say
   */
  @Schema(name = "RuleSource")
  public record RuleView(String file, int line) {
    static RuleView of(RuleSource source) {
      return new RuleView(source.file(), source.line());
    }
  }

  private record Outcome(int status, @Nullable String location, @Nullable String proxied) {}

  static ResolutionView of(Explanation explanation) {
    Resolution resolution = explanation.resolution();
    Outcome outcome = outcome(resolution);
    Set<String> sites =
        resolution.headers().fields().stream()
            .map(ResponseHeaders.Field::name)
            .collect(Collectors.toSet());
    return new ResolutionView(
        outcome.status(),
        outcome.location(),
        explanation.file() == null ? null : explanation.file().value(),
        outcome.proxied(),
        explanation.fields().stream()
            .map(field -> new HeaderView(field.name(), field.value(), sites.contains(field.name())))
            .toList(),
        resolution.headers().removed(),
        explanation.rule() == null ? null : RuleView.of(explanation.rule()),
        explanation.headerRules().stream().map(RuleView::of).toList(),
        explanation.steps());
  }

  private static Outcome outcome(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Serve serve -> new Outcome(serve.status(), null, null);
      case Resolution.Redirect redirect ->
          new Outcome(redirect.status(), redirect.location(), null);
      case Resolution.Proxy proxy -> new Outcome(0, null, proxy.target());
      case Resolution.NoPage none -> new Outcome(none.status(), null, null);
      case Resolution.Missing missing -> outcome(missing.otherwise());
      case Resolution.BadRequest bad -> new Outcome(400, null, null);
    };
  }
}
