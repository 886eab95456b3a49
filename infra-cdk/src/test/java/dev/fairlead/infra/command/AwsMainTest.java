package dev.fairlead.infra.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that need no account. */
final class AwsMainTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "aws", "fairlead-aws.toml");

  @TempDir private Path home = Path.of("");
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void clear() {
    out = new StringWriter();
    err = new StringWriter();
  }

  @Test
  void synthWritesTemplatesAndFindsNothing() throws IOException {
    assertThat(run("synth", "--settings", EXAMPLE.toString(), "--json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.path("stacks")).hasSize(9);
    assertThat(document.path("findings")).isEmpty();
    assertThat(Path.of(document.path("folder").asText())).startsWith(home);
    assertThat(Files.exists(Path.of(document.path("folder").asText()).resolve("manifest.json")))
        .isTrue();
  }

  @Test
  void cfnLintFindsNothingInProductionEitherWhereItIsInstalled() throws IOException {
    Path settings = home.resolve("production.toml");
    Files.writeString(settings, Files.readString(EXAMPLE).replace("\"small\"", "\"production\""));

    assertThat(run("synth", "--settings", settings.toString())).isZero();

    assertThat(out.toString())
        .contains("size production", "cdk-nag (AwsSolutions): 0 findings")
        .containsPattern("cfn-lint: (0 errors and warnings|not installed)");
  }

  @Test
  void estimateAddsUp() throws IOException {
    assertThat(run("estimate", "--settings", EXAMPLE.toString(), "--json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out.toString());
    double sum =
        document
            .path("items")
            .valueStream()
            .mapToDouble(item -> item.path("dollars").asDouble())
            .sum();
    assertThat(document.path("dollarsAMonth").asDouble()).isEqualTo(sum);
  }

  @Test
  void destroySaysThatDataStay() {
    assertThat(run("destroy", "--settings", EXAMPLE.toString(), "--dry-run")).isZero();

    assertThat(out.toString().lines())
        .containsSubsequence(
            "These stacks are removed:",
            "  fairlead-live-api",
            "These stay, and are paid for:",
            "  fairlead-live-data",
            "  fairlead-live-network");
  }

  @Test
  void destroyTakesDataOnlyWhenTheStageIsNamedAndNeverFiles() {
    assertThat(
            run("destroy", "--settings", EXAMPLE.toString(), "--dry-run", "--delete-data", "live"))
        .isZero();

    assertThat(out.toString().lines())
        .contains("  fairlead-live-data", "  AWS::S3::Bucket of fairlead-live-data");
    assertThat(
            run("destroy", "--settings", EXAMPLE.toString(), "--dry-run", "--delete-data", "test"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--delete-data: test (expected: live");
  }

  @Test
  void withoutATerminalNothingIsRemovedUnasked() {
    assertThat(run("destroy", "--settings", EXAMPLE.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--yes");
  }

  @Test
  void wrongSettingsAreASentenceAndNotATrace() {
    assertThat(run("synth", "--settings", "nowhere.toml")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("fairlead: nowhere.toml: there is no such file")
        .doesNotContain("\tat ");
  }

  @Test
  void theCdkIsGivenTemplatesAndStacksInOrder() {
    CdkTool cdk =
        new CdkTool(Processes.ofMachine(), Path.of("/home"), "eu-west-1", new PrintWriter(out));

    assertThat(cdk.deployment(Path.of("/t"), List.of("one", "two"), Path.of("/o.json")))
        .containsExactly(
            "/home/node_modules/.bin/cdk",
            "deploy",
            "--app",
            "/t",
            "--require-approval",
            "never",
            "--outputs-file",
            "/o.json",
            "one",
            "two");
    assertThat(cdk.destruction(Path.of("/t"), List.of("two", "one")))
        .containsSubsequence("destroy", "--app", "/t", "--exclusively", "--force", "two", "one");
  }

  private int run(String command, String... arguments) {
    CommandLine line =
        AwsMain.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "--home";
    all[2] = home.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return line.execute(all);
  }
}
