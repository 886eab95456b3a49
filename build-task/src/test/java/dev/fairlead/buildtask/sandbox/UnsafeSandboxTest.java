package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.nio.file.Files;

final class UnsafeSandboxTest extends SandboxContract {
  @Override
  Sandbox open() throws IOException {
    return new UnsafeSandbox(Files.createDirectory(parts.resolve("home")), "/usr/bin:/bin");
  }
}
