package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.ClaimRequest;
import dev.fairlead.buildtask.attempt.ApiClient;
import dev.fairlead.buildtask.attempt.Heartbeat;
import dev.fairlead.buildtask.attempt.StopReason;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One build from claim to end. It is run once, on a platform thread that lives until the end; every
 * other method may be called from any thread.
 */
public final class BuildTask {
  private static final Logger log = LoggerFactory.getLogger(BuildTask.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** How long the api may be away: it may be restarted under a build. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** The api replaces idle processes after an hour; this ends one that it has forgotten. */
  private static final Duration LONGEST_IDLE = Duration.ofHours(2);

  private final BuildTaskConfig config;
  private final InstantSource clock;
  private final StopSignal stop = new StopSignal();
  private final CountDownLatch ended = new CountDownLatch(1);

  public BuildTask(BuildTaskConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Builds; returns when nothing of the build is left on this machine. */
  public AttemptOutcome run() {
    try {
      ApiClient api = new ApiClient(config.apiUrl(), null, stop, PATIENCE);
      BuildSpec spec = claim(api);
      ApiClient attemptApi = api.withToken(spec.attemptToken());
      try (Heartbeat heartbeat = new Heartbeat(attemptApi, stop, HEARTBEAT);
          Attempt attempt = new Attempt(config, spec, attemptApi, stop, clock)) {
        return attempt.run();
      }
    } catch (StoppedException e) {
      return new AttemptOutcome.Stopped(e.reason());
    } catch (IOException e) {
      log.atError().setCause(e).log("the attempt ended without a report");
      return new AttemptOutcome.Unreported(String.valueOf(e.getMessage()));
    } finally {
      ended.countDown();
    }
  }

  /** Ends the build early: kills the command that runs, cleans up, reports nothing. */
  public void stop() {
    stop.stop(StopReason.TERMINATED);
  }

  /**
   * Waits for the end of {@link #run}.
   *
   * @return false if the time passed first
   */
  public boolean awaitEnd(Duration time) throws InterruptedException {
    return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private BuildSpec claim(ApiClient api) throws IOException, StoppedException {
    DeploymentId deployment = config.deployment();
    ClaimRequest request =
        deployment == null
            ? await(api.withToken(config.buildToken()))
            : new ClaimRequest(deployment, config.buildToken());
    return BuildSpec.parse(api.post(BuildPaths.CLAIM, request));
  }

  /** Waits until the api has a build for this process, which builds nothing before or after it. */
  private static ClaimRequest await(ApiClient api) throws IOException, StoppedException {
    long giveUp = System.nanoTime() + LONGEST_IDLE.toNanos();
    while (System.nanoTime() < giveUp) {
      byte[] answer = api.post(BuildPaths.AWAIT, Map.of());
      if (answer.length > 0) {
        return WireFormat.parse("claim", answer, ClaimRequest.class);
      }
    }
    throw new StoppedException(StopReason.SUPERSEDED);
  }
}
