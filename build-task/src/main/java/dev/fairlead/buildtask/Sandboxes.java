package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.egress.ContactedHosts;
import dev.fairlead.buildtask.egress.EgressProxy;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.buildtask.sandbox.BubblewrapSandbox;
import dev.fairlead.buildtask.sandbox.CommandOutcome;
import dev.fairlead.buildtask.sandbox.CommandOutput;
import dev.fairlead.buildtask.sandbox.Sandbox;
import dev.fairlead.buildtask.sandbox.SandboxCommand;
import dev.fairlead.buildtask.sandbox.SandboxLimits;
import dev.fairlead.buildtask.sandbox.UnsafeSandbox;
import dev.fairlead.buildtask.sandbox.UserSandbox;
import dev.fairlead.buildtask.source.FileTree;
import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Chooses the sandbox of an attempt, and opens the one way out of it. */
final class Sandboxes {
  /** What a unix socket's path may have (unix(7)). */
  private static final int MAX_SOCKET_PATH = 107;

  private Sandboxes() {}

  static Sandbox open(
      BuildTaskConfig config, BuildSpec spec, Workspace workspace, HostPolicy hosts, LogWriter log)
      throws IOException {
    return switch (config.sandbox()) {
      case NONE ->
          new UnsafeSandbox(
              Files.createDirectories(workspace.parts().resolve("home")), config.path());
      case USER -> user(config, spec, workspace, hosts, log);
      case BUBBLEWRAP -> bubblewrap(config, spec, workspace, hosts, log);
    };
  }

  private static Sandbox bubblewrap(
      BuildTaskConfig config, BuildSpec spec, Workspace workspace, HostPolicy hosts, LogWriter log)
      throws IOException {
    ContactedHosts contacted = new ContactedHosts(log);
    Path egress = egressFolder(workspace);
    EgressProxy proxy =
        EgressProxy.start(egress.resolve(BubblewrapSandbox.socketName()), hosts, contacted);
    Sandbox sandbox =
        BubblewrapSandbox.open(
            Workspace.nameOf(spec),
            workspace.source(),
            cache(config, spec, workspace),
            egress,
            workspace.parts(),
            config.path(),
            limits(spec, SandboxLimits.DEFAULT));
    return new WithEgress(sandbox, proxy, contacted, egress);
  }

  private static Sandbox user(
      BuildTaskConfig config, BuildSpec spec, Workspace workspace, HostPolicy hosts, LogWriter log)
      throws IOException {
    ContactedHosts contacted = new ContactedHosts(log);
    EgressProxy proxy = EgressProxy.startOnLoopback(hosts, contacted);
    Sandbox sandbox =
        UserSandbox.open(
            UserSandbox.HELPER,
            workspace.source(),
            workspace.parts(),
            proxy.address(),
            config.path(),
            limits(spec, SandboxLimits.ofMachine(SandboxLimits.machineBytes())));
    return new WithEgress(sandbox, proxy, contacted, egressFolder(workspace));
  }

  private static Path egressFolder(Workspace workspace) throws IOException {
    Path egress = workspace.parts().resolve("egress");
    int length = egress.resolve(BubblewrapSandbox.socketName()).toString().length();
    return length <= MAX_SOCKET_PATH
        ? Files.createDirectory(egress)
        : Files.createTempDirectory("fairlead-");
  }

  /**
   * Where a build has a machine of its own, the api says how much of its memory commands may take.
   */
  static SandboxLimits limits(BuildSpec spec, SandboxLimits otherwise) {
    Long memory = spec.limits().memoryBytes();
    return memory == null
        ? otherwise
        : new SandboxLimits(memory, otherwise.processes(), otherwise.scratchBytes());
  }

  /** The project's own package cache; without a cache directory one that ends with the attempt. */
  private static Path cache(BuildTaskConfig config, BuildSpec spec, Workspace workspace)
      throws IOException {
    Path directory = config.cacheDirectory();
    return directory == null
        ? Files.createDirectory(workspace.parts().resolve("cache"))
        : PackageCache.open(directory, spec.project());
  }

  /** A sandbox together with the proxy that is its network. */
  private record WithEgress(
      Sandbox delegate, EgressProxy proxy, ContactedHosts contacted, Path egress)
      implements Sandbox {
    @Override
    public Optional<String> problem() throws IOException {
      return delegate.problem();
    }

    @Override
    public CommandOutcome run(
        SandboxCommand command, CommandOutput output, Duration timeout, StopSignal stop)
        throws IOException {
      return delegate.run(command, output, timeout, stop);
    }

    @Override
    public void close() throws IOException {
      try (delegate;
          proxy) {
        contacted.summarise();
      } finally {
        FileTree.delete(egress);
      }
    }
  }
}
