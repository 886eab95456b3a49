package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.BuildPlan;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.Commit;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.Phase;
import dev.fairlead.build.protocol.UploadSummary;
import dev.fairlead.buildtask.attempt.ApiClient;
import dev.fairlead.buildtask.attempt.EventOutbox;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.collect.CollectPhase;
import dev.fairlead.buildtask.collect.CollectedSite;
import dev.fairlead.buildtask.command.BuildEnvironment;
import dev.fairlead.buildtask.command.CommandPhase;
import dev.fairlead.buildtask.detect.DetectPhase;
import dev.fairlead.buildtask.detect.DetectPhase.Project;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.buildtask.sandbox.Sandbox;
import dev.fairlead.buildtask.source.Checkout;
import dev.fairlead.buildtask.source.SourcePhase;
import dev.fairlead.buildtask.upload.UploadPhase;
import dev.fairlead.network.HostPolicy;
import dev.fairlead.site.rules.RuleProblem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A claimed attempt: its phases in order, and the report of how it ended. */
final class Attempt implements AutoCloseable {
  private final BuildTaskConfig config;
  private final BuildSpec spec;
  private final ApiClient api;
  private final StopSignal stop;
  private final LogWriter log;
  private final EventOutbox events;
  private final HostPolicy hosts;
  private final Deadline deadline;

  Attempt(
      BuildTaskConfig config, BuildSpec spec, ApiClient api, StopSignal stop, InstantSource clock) {
    this.config = config;
    this.spec = spec;
    this.api = api;
    this.stop = stop;
    this.hosts = new HostPolicy(config.egressAllow());
    this.deadline = Deadline.after(spec.limits().timeout());
    this.events = new EventOutbox(api, stop, clock);
    this.log =
        new LogWriter(
            api,
            stop,
            clock,
            spec.attempt(),
            spec.limits().logBytes(),
            List.of(spec.attemptToken(), config.buildToken()));
  }

  AttemptOutcome run() throws IOException, StoppedException {
    Failure failure;
    List<RuleProblem> ruleProblems = List.of();
    try (Workspace workspace = Workspace.open(config.workDirectory(), spec)) {
      Checkout checkout = fetch(workspace);
      Project project = detect(checkout);
      return switch (spec.purpose()) {
        case INSPECT -> inspected();
        case DEPLOY -> deploy(workspace, checkout, project);
      };
    } catch (BuildFailedException e) {
      failure = new Failure(e.code(), e.getMessage(), lineOf(e.code()));
      ruleProblems = e.ruleProblems();
    } catch (ApiClient.RefusedException e) {
      failure = new Failure(FailureCode.OUTPUT_INVALID, String.valueOf(e.getMessage()), null);
    } catch (IOException e) {
      failure =
          new Failure(
              FailureCode.PLATFORM_ERROR,
              "The build machine had a problem (%s); try again, and tell the operator if it stays so."
                  .formatted(e.getMessage()),
              null);
    }
    report(failure, ruleProblems);
    return new AttemptOutcome.Failed(failure);
  }

  private Checkout fetch(Workspace workspace)
      throws IOException, BuildFailedException, StoppedException {
    SourcePhase source = new SourcePhase(hosts, spec.limits(), log, stop);
    Checkout checkout =
        in(Phase.CLONING, () -> source.run(spec.source(), workspace.source(), workspace.parts()));
    Commit commit = checkout.commit();
    if (commit != null) {
      events.put((number, at) -> new BuildEvent.CommitResolved(number, at, commit));
    }
    return checkout;
  }

  private Project detect(Checkout checkout)
      throws IOException, BuildFailedException, StoppedException {
    DetectPhase detect = new DetectPhase(log);
    Project project = in(Phase.DETECTING, () -> detect.run(checkout, spec.settings()));
    events.put((number, at) -> new BuildEvent.Planned(number, at, plan(project)));
    return project;
  }

  private AttemptOutcome inspected() throws IOException, StoppedException {
    log.flush();
    events.flush();
    return new AttemptOutcome.Inspected();
  }

  /** The phases after the plan, in order. */
  private AttemptOutcome deploy(Workspace workspace, Checkout checkout, Project project)
      throws IOException, BuildFailedException, StoppedException {
    if (project.site().runsCommands()) {
      runCommands(workspace, checkout, project);
    }
    CollectPhase collect = new CollectPhase(spec.limits(), log, stop);
    CollectedSite site =
        in(Phase.COLLECTING, () -> collect.run(project, spec.settings(), workspace.parts()));
    UploadPhase upload = new UploadPhase(api, log, stop);
    UploadSummary summary = in(Phase.UPLOADING, () -> upload.run(site));
    events.put((number, at) -> new BuildEvent.Uploaded(number, at, summary));
    publish(site);
    return new AttemptOutcome.Published();
  }

  private void runCommands(Workspace workspace, Checkout checkout, Project project)
      throws IOException, BuildFailedException, StoppedException {
    try (Sandbox sandbox = Sandboxes.open(config, spec, workspace, hosts, log)) {
      Optional<String> problem = sandbox.problem();
      if (problem.isPresent()) {
        throw new BuildFailedException(
            FailureCode.PLATFORM_SANDBOX_UNAVAILABLE,
            "This machine cannot shut builds in (%s). The operator must %s."
                .formatted(problem.get(), config.sandbox().remedy()));
      }
      Map<String, String> environment = BuildEnvironment.of(spec, checkout.commit());
      CommandPhase install = new CommandPhase("install", sandbox, environment, log, stop, deadline);
      CommandPhase build = new CommandPhase("build", sandbox, environment, log, stop, deadline);
      in(Phase.INSTALLING, () -> install.run(project.site().installCommand(), project.root()));
      in(Phase.BUILDING, () -> build.run(project.site().buildCommand(), project.root()));
    }
  }

  private void publish(CollectedSite site) throws IOException, StoppedException {
    log.say("Publishing " + spec.siteUrl());
    events.put((number, at) -> new BuildEvent.PhaseStarted(number, at, Phase.PUBLISHING));
    // The api may end the attempt in the moment it answers, so nothing may be under way any more.
    log.flush();
    events.flush();
    api.post(BuildPaths.PUBLISH, site.toRequest());
  }

  private void report(Failure failure, List<RuleProblem> ruleProblems)
      throws IOException, StoppedException {
    log.complain(failure.message());
    flushLogIfPossible();
    events.put((number, at) -> new BuildEvent.Failed(number, at, failure, ruleProblems));
    events.flush();
  }

  /** Why a build failed matters more than the rest of its log. */
  private void flushLogIfPossible() throws StoppedException {
    try {
      log.flush();
    } catch (IOException e) {
      System.err.println("The log is not complete: " + e.getMessage());
    }
  }

  private @Nullable Long lineOf(FailureCode code) {
    return switch (code) {
      case COMMAND_FAILED, LOCKFILE_OUT_OF_DATE, OUT_OF_MEMORY, TIMED_OUT -> log.troubleLine();
      default -> null;
    };
  }

  private BuildPlan plan(Project project) {
    return new BuildPlan(
        project.site().framework(),
        project.site().packageManager(),
        null,
        project.site().installCommand(),
        project.site().buildCommand(),
        project.site().outputs().getFirst(),
        project.site().evidence(),
        config.sandbox().isolation());
  }

  private <T> T in(Phase phase, PhaseWork<T> work)
      throws IOException, BuildFailedException, StoppedException {
    deadline.check();
    stop.check();
    events.put((number, at) -> new BuildEvent.PhaseStarted(number, at, phase));
    T result = work.run();
    events.put((number, at) -> new BuildEvent.PhaseFinished(number, at, phase));
    return result;
  }

  private void in(Phase phase, PhaseStep step)
      throws IOException, BuildFailedException, StoppedException {
    PhaseWork<Boolean> work =
        () -> {
          step.run();
          return true;
        };
    in(phase, work);
  }

  @Override
  public void close() {
    log.close();
    events.close();
  }

  private interface PhaseWork<T> {
    T run() throws IOException, BuildFailedException, StoppedException;
  }

  private interface PhaseStep {
    void run() throws IOException, BuildFailedException, StoppedException;
  }
}
