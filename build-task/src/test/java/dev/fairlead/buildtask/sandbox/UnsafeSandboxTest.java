package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.LogStream;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class UnsafeSandboxTest extends SandboxContract {
  @Override
  Sandbox open() throws IOException {
    return new UnsafeSandbox(Files.createDirectory(parts.resolve("home")), "/usr/bin:/bin");
  }

  @Test
  void nothingIsLostOfWhatACommandPrintsLast() throws IOException {
    int runs = 200;

    for (int i = 0; i < runs; i++) {
      run("echo last");
    }

    assertThat(output.text(LogStream.STDOUT)).isEqualTo("last\n".repeat(runs));
  }
}
