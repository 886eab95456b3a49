package dev.fairlead.api.resolution;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.account.TeamScope;
import dev.fairlead.api.deployment.Deployment;
import dev.fairlead.api.deployment.DeploymentState;
import dev.fairlead.api.deployment.DeploymentStore;
import dev.fairlead.api.problem.AnswersProblems;
import dev.fairlead.api.problem.ErrorCode;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.rules.RuleProblemStore;
import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.site.DryRun;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.SiteRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explains what a deployment answers. Nothing is served, and no other server is asked. */
@AnswersProblems
@Tag(name = "Deployments")
@Controller("/v1/deployments/{deployment}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ResolutionController {
  private static final String MANIFEST = "manifest of this deployment";

  private final DeploymentStore deployments;
  private final ProjectStorage storage;
  private final RuleProblemStore problems;
  private final AskedRoutes routes;
  private final Addresses addresses;
  private final InstantSource clock;

  ResolutionController(
      DeploymentStore deployments,
      ProjectStorage storage,
      RuleProblemStore problems,
      AskedRoutes routes,
      ApiConfig config,
      InstantSource clock) {
    this.deployments = deployments;
    this.storage = storage;
    this.problems = problems;
    this.routes = routes;
    this.addresses = config.addresses();
    this.clock = clock;
  }

  /**
   * Shows how a deployment is served, and what is wrong with its redirects and headers. Of one that
   * failed for its rules, only the latter.
   */
  @Get("/rules")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  RulesView rules(@Parameter(hidden = true) TeamScope scope, String deployment) throws IOException {
    Deployment found = deployments.get(scope, deployment);
    boolean failedForRules =
        found.state() instanceof DeploymentState.Failed && found.outcome().ruleProblems() != null;
    return failedForRules
        ? RulesView.ofProblems(problems.of(found.id()))
        : RulesView.of(manifest(found));
  }

  /**
   * Tells what a deployment would answer to a request, and why. The redirect of the host asked and
   * the earlier deployments that it retains count, as they do at the edge.
   *
   * @param path path and query, such as {@code /old?id=7}; {@code /} if absent
   * @param host as the visitor's address has it; the project's production host if absent
   * @param scheme {@code http} or {@code https}; that of the platform's sites if absent
   * @param accept the header {@code Accept}
   * @param acceptLanguage the header {@code Accept-Language}
   * @param cookie the header {@code Cookie}
   * @param fetchMode the header {@code Sec-Fetch-Mode}
   * @param country where the visitor is, ISO 3166-1 alpha-2
   */
  @Get("/resolution")
  @ApiResponse(responseCode = "200", description = "Found", useReturnTypeSchema = true)
  ResolutionView resolution(
      @Parameter(hidden = true) TeamScope scope,
      String deployment,
      @QueryValue(defaultValue = "/") String path,
      @QueryValue @Nullable String host,
      @QueryValue @Nullable String scheme,
      @QueryValue @Nullable String accept,
      @QueryValue @Nullable String acceptLanguage,
      @QueryValue @Nullable String cookie,
      @QueryValue @Nullable String fetchMode,
      @QueryValue @Nullable String country)
      throws IOException {
    Deployment found = deployments.get(scope, deployment);
    Hostname asked =
        host == null ? addresses.siteDomain().child(found.projectName().value()) : host(host);
    String usual = String.valueOf(addresses.siteUrl().getScheme());
    SiteRequest request =
        RequestText.read(RequestText.scheme(scheme, usual), asked, path)
            .fetched(fetchMode, accept)
            .sentBy(acceptLanguage, cookie, RequestText.country(country));
    Resolver served = resolver(found).orElseThrow(() -> ProblemException.notFound(MANIFEST));
    DryRun dryRun =
        new DryRun(
            routes.of(asked, found),
            earlier -> manifests(found).findResolver(found.project(), earlier),
            clock.instant());
    return ResolutionView.of(dryRun.explain(served, request));
  }

  private static Hostname host(String text) {
    return Hostname.ofAuthority(text)
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "host", "“%s” is no host name, such as www.example.com.".formatted(text)));
  }

  private Manifest manifest(Deployment deployment) throws IOException {
    requireReady(deployment);
    return manifests(deployment)
        .find(deployment.project(), deployment.id())
        .orElseThrow(() -> ProblemException.notFound(MANIFEST));
  }

  /** Without the manifest in between, which may be large. */
  private Optional<Resolver> resolver(Deployment deployment) throws IOException {
    requireReady(deployment);
    return manifests(deployment).findResolver(deployment.project(), deployment.id());
  }

  private ManifestStore manifests(Deployment deployment) throws IOException {
    return storage.manifests(deployment.project());
  }

  private static void requireReady(Deployment deployment) {
    if (!(deployment.state() instanceof DeploymentState.Ready)) {
      throw new ProblemException(
          ErrorCode.STATE_CONFLICT,
          "Deployment %s is %s; only one that is ready answers requests."
              .formatted(deployment.id(), deployment.state().name()));
    }
  }
}
