package dev.fairlead.infra.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of what the CDK's command line says; its words are those of the pinned version. */
final class DiffTest {
  @TempDir private Path home = Path.of("");
  private final StringWriter out = new StringWriter();

  @Test
  void differencesAreTold() throws IOException {
    CdkTool cdk =
        saying("Stack one\n[~] AWS::ECS::Service\n\n✨  Number of stacks with differences: 2", 0);

    assertThat(cdk.diff(Path.of("templates"))).isTrue();
    assertThat(out.toString()).contains("[~] AWS::ECS::Service");
  }

  @Test
  void noDifferencesAreToldToo() throws IOException {
    assertThat(
            saying("There were no differences\n✨  Number of stacks with differences: 0", 0)
                .diff(Path.of("templates")))
        .isFalse();
  }

  @Test
  void anErrorIsNoDifference() throws IOException {
    CdkTool refused = saying("Unable to resolve AWS account to use", 1);
    assertThatThrownBy(() -> refused.diff(Path.of("templates")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("cdk diff ended with 1");
    assertThat(out.toString()).contains("Unable to resolve AWS account");
  }

  @Test
  void silenceIsNotTakenForNoDifference() throws IOException {
    CdkTool silent = saying("hello", 0);
    assertThatThrownBy(() -> silent.diff(Path.of("templates")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("did not say");
  }

  private CdkTool saying(String text, int exit) throws IOException {
    Path cdk = Files.createDirectories(home.resolve("node_modules/.bin")).resolve("cdk");
    Files.writeString(cdk, "#!/bin/sh\ncat <<'END'\n%s\nEND\nexit %d\n".formatted(text, exit));
    Files.setPosixFilePermissions(cdk, PosixFilePermissions.fromString("rwx------"));
    return new CdkTool(Processes.ofMachine(), home, "eu-west-1", new PrintWriter(out, true));
  }
}
