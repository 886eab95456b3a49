package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.nio.file.Path;

/** The first phase: brings the files to build into an empty folder. */
public final class SourcePhase {
  private final HostPolicy hosts;
  private final BuildLimits limits;
  private final LogWriter log;
  private final StopSignal stop;

  public SourcePhase(HostPolicy hosts, BuildLimits limits, LogWriter log, StopSignal stop) {
    this.hosts = hosts;
    this.limits = limits;
    this.log = log;
    this.stop = stop;
  }

  /**
   * Fetches the source.
   *
   * @param directory an empty folder
   * @param parts a folder for files that are not the user's
   */
  public Checkout run(BuildSource source, Path directory, Path parts)
      throws IOException, BuildFailedException, StoppedException {
    Checkout checkout =
        switch (source) {
          case BuildSource.Git git ->
              new GitClone(git, hosts, limits.sourceBytes(), log, stop).into(directory);
          case BuildSource.Upload upload ->
              new UploadedArchive(upload, limits.sourceBytes(), log).into(directory, parts);
        };
    stop.check();
    return checkout;
  }
}
