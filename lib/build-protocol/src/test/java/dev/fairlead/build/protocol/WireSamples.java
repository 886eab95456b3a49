package dev.fairlead.build.protocol;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each wire document, by the name of its golden file. */
final class WireSamples {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final ContentHash PAGE = ContentHash.parse("a1".repeat(32));
  private static final ContentHash SMALL = ContentHash.parse("b2".repeat(32));
  private static final String COMMIT = "0123456789012345678901234567890123456789";
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("dep0000000000001");

  private WireSamples() {}

  static Map<String, Object> all() {
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("claim-request", new ClaimRequest(DEPLOYMENT, "one-time"));
    samples.put("build-spec-git", spec(Purpose.DEPLOY, git()));
    samples.put("build-spec-upload", spec(Purpose.INSPECT, upload()));
    samples.put("build-limits-machine", BuildLimits.DEFAULT.withMemory(3L << 30));
    samples.put("event-batch", new EventBatch(List.of(failed(), cancelledPhase())));
    samples.put("event-phase-started", new BuildEvent.PhaseStarted(1, AT, Phase.CLONING));
    samples.put("event-phase-finished", new BuildEvent.PhaseFinished(2, AT, Phase.PUBLISHING));
    samples.put("event-commit-resolved", new BuildEvent.CommitResolved(3, AT, commit()));
    samples.put("event-planned", new BuildEvent.Planned(4, AT, plan()));
    samples.put(
        "event-uploaded", new BuildEvent.Uploaded(5, AT, new UploadSummary(3, 400, 2, 300)));
    samples.put("event-failed", failed());
    samples.put("event-failed-rules", failedForRules());
    samples.put("event-failed-many-rules", failedForManyRules());
    samples.put(
        "log-chunk",
        new LogChunk(
            2,
            List.of(
                line(7, LogStream.SYSTEM), line(8, LogStream.STDOUT), line(9, LogStream.STDERR))));
    samples.put("log-end", new LogEnd("ready"));
    samples.put("upload-request", new UploadRequest(List.of(new Blob(PAGE, 12))));
    samples.put("upload-grants", new UploadGrants(List.of(grant())));
    samples.put(
        "publish-request",
        new PublishRequest(NotFoundHandling.SINGLE_PAGE_APPLICATION, List.of(file())));
    samples.put(
        "publish-request-rules",
        new PublishRequest(
            NotFoundHandling.NONE, HtmlHandling.FORCE_TRAILING_SLASH, rules(), List.of(file())));
    samples.put(
        "build-settings",
        new BuildSettings(
            null, "", "make", null, HtmlHandling.NONE, NotFoundHandling.NOT_FOUND_PAGE));
    return samples;
  }

  private static BuildSpec spec(Purpose purpose, BuildSource source) {
    return new BuildSpec(
        1,
        purpose,
        DEPLOYMENT,
        ProjectId.parse("prj0000000000001"),
        "garden",
        2,
        "attempt-token",
        source,
        new BuildSettings("apps/web", "npm ci", null, "dist"),
        new BuildLimits(Duration.ofMinutes(20), 1, 2, 3, 4, null),
        "https://garden.example.com",
        Map.of("KEY", "value"));
  }

  private static BuildSource git() {
    return new BuildSource.Git(
        RepositoryUrl.parse("https://example.com/a/b"), "main", COMMIT, false);
  }

  private static BuildSource upload() {
    return new BuildSource.Upload("https://store.example.com/uploads/1?signature=x", PAGE, 99);
  }

  private static Commit commit() {
    return new Commit(COMMIT, "main", "Plant roses", "Ada");
  }

  private static BuildPlan plan() {
    return new BuildPlan(
        "Vite",
        "npm",
        "20.20.2",
        "npm ci",
        "npm run build",
        "dist",
        "vite ^7 is a dependency",
        "bubblewrap");
  }

  private static BuildEvent failedForRules() {
    return new BuildEvent.Failed(
        6,
        AT,
        new Failure(FailureCode.OUTPUT_INVALID, "Rules of the site have 1 error.", null),
        List.of(
            new RuleProblem(
                new RuleSource("_redirects", 2),
                RuleProblem.Severity.ERROR,
                "The status is 300.")));
  }

  private static BuildEvent failedForManyRules() {
    return new BuildEvent.Failed(
        6,
        AT,
        new Failure(FailureCode.OUTPUT_INVALID, "Rules of the site have 1,500 errors.", null),
        List.of(
            new RuleProblem(
                new RuleSource("_redirects", 1_000),
                RuleProblem.Severity.ERROR,
                "Not listed: 500 more errors.",
                500)));
  }

  private static BuildEvent failed() {
    return new BuildEvent.Failed(6, AT, new Failure(FailureCode.COMMAND_FAILED, "It failed.", 41L));
  }

  private static BuildEvent cancelledPhase() {
    return new BuildEvent.PhaseStarted(7, AT, Phase.INSTALLING);
  }

  private static LogLine line(long number, LogStream stream) {
    return new LogLine(number, AT, stream, "\u001b[32mline " + number);
  }

  private static UploadGrants.Grant grant() {
    return new UploadGrants.Grant(
        PAGE, "https://store.example.com/b?signature=x", Map.of("If-None-Match", "*"));
  }

  private static SiteRules rules() {
    RuleSource source = new RuleSource("_redirects", 3);
    RedirectRule redirect =
        new RedirectRule(source, RuleScope.ofPath("/old/*"), null, "/new/:splat", 301, false);
    RuleProblem problem =
        new RuleProblem(source, RuleProblem.Severity.WARNING, "This is never reached.");
    return new SiteRules(List.of(redirect), List.of(), List.of(problem));
  }

  private static SiteFile file() {
    return new SiteFile(
        SitePath.parse("/index.html"),
        "text/html; charset=utf-8",
        false,
        new Blob(PAGE, 600),
        Map.of(Coding.BROTLI, new Blob(SMALL, 200)));
  }
}
