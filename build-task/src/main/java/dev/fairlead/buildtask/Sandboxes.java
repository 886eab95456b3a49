package dev.fairlead.buildtask;

import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.buildtask.egress.HostPolicy;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.buildtask.sandbox.Sandbox;
import dev.fairlead.buildtask.sandbox.UnsafeSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses the sandbox of an attempt. */
final class Sandboxes {
  private Sandboxes() {}

  static Sandbox open(
      BuildTaskConfig config, BuildSpec spec, Workspace workspace, HostPolicy hosts, LogWriter log)
      throws IOException {
    Path home = Files.createDirectories(workspace.parts().resolve("home"));
    return new UnsafeSandbox(home, config.path());
  }
}
