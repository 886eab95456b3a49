package dev.fairlead.site;

import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.rules.Criterion;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers requests as the edge does with a route, and tells how each answer comes about. */
public final class DryRun {
  private final Route route;
  private final Deployments deployments;
  private final Instant now;

  /** The deployments that a route retains. */
  public interface Deployments {
    /**
     * Finds one; empty if it has been collected.
     *
     * @throws IOException if it cannot be read
     */
    Optional<Resolver> find(DeploymentId deployment) throws IOException;
  }

  /** An answer, and the deployment that has its file. */
  private record Answer(Resolver from, Resolution resolution) {
    @Nullable SiteFile file() {
      return resolution instanceof Serve serve ? from.file(serve.file()) : null;
    }
  }

  /**
   * Prepares to answer.
   *
   * @param now decides what is still retained
   */
  public DryRun(Route route, Deployments deployments, Instant now) {
    this.route = route;
    this.deployments = deployments;
    this.now = now;
  }

  /**
   * Explains the answer to a request.
   *
   * @param served the deployment that the route serves
   * @throws IOException if an earlier deployment that may have the file cannot be read
   */
  public Explanation explain(Resolver served, SiteRequest request) throws IOException {
    Steps steps = Steps.told();
    Optional<Redirect> elsewhere = HostRules.redirect(route, request, 0);
    if (elsewhere.isPresent()) {
      steps.add("The host %s sends all its requests to another.", route.host());
      Answer answer = new Answer(served, elsewhere.get());
      return explanation(answer, request, steps, null, List.of());
    }
    Evaluation evaluation = served.evaluation(request, steps);
    Resolution resolution = evaluation.answer();
    Answer answer =
        resolution instanceof Missing missing
            ? retained(served, missing, steps)
            : new Answer(served, resolution);
    return explanation(answer, request, steps, evaluation.decisive(), evaluation.headerRules());
  }

  private Answer retained(Resolver served, Missing missing, Steps steps) throws IOException {
    for (Route.Retained retained : route.retained()) {
      Optional<Resolver> earlier =
          retained.until().isAfter(now)
              ? deployments.find(retained.deployment())
              : Optional.empty();
      Optional<Serve> asset = earlier.flatMap(resolver -> resolver.retainedAsset(missing));
      if (asset.isPresent()) {
        steps.add(
            "But deployment %s, which is retained until %s, has the file, and answers instead.",
            retained.deployment(), retained.until());
        return new Answer(earlier.get(), asset.get());
      }
    }
    if (!route.retained().isEmpty()) {
      steps.add("No deployment that is retained has it as a file with a fingerprint.");
    }
    return new Answer(served, missing.otherwise());
  }

  private Explanation explanation(
      Answer answer,
      SiteRequest request,
      Steps steps,
      @Nullable RedirectRule rule,
      List<HeaderRule> headerRules) {
    SiteFile file = answer.file();
    addUnknown(answer.resolution(), steps);
    return new Explanation(
        answer.resolution(),
        steps.sentences(),
        rule == null ? null : rule.source(),
        file == null ? null : file.path(),
        headerRules.stream().map(HeaderRule::source).toList(),
        AnswerFields.of(answer.resolution(), file, request, route.production()));
  }

  /** What the fields of {@link AnswerFields} lack. */
  private static void addUnknown(Resolution resolution, Steps steps) {
    if (resolution instanceof Resolution.Proxy) {
      steps.add(
          "The other server decides the status, the body and its own headers, such as"
              + " Cache-Control, none of which is known here.");
    }
    boolean kept = !(resolution instanceof Resolution.NoPage);
    if (kept && resolution.headers().decidedBy().contains(Criterion.COUNTRY)) {
      steps.add(
          "Rules look at the country, so Vary also names the header that tells it to the edge,"
              + " which is not known here.");
    }
  }
}
