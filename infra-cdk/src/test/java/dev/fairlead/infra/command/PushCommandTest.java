package dev.fairlead.infra.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is refused before anything is changed in an account; Docker is a recorded fake. */
final class PushCommandTest {
  /** A Docker that has no images. */
  private static final class EmptyDocker implements Processes {
    private final List<List<String>> commands = new ArrayList<>();

    @Override
    public int run(Path folder, Map<String, String> environment, List<String> command) {
      commands.add(command);
      return 1;
    }

    @Override
    public Output read(Path folder, Map<String, String> environment, List<String> command) {
      commands.add(command);
      return new Output(1, "Error: No such image");
    }

    @Override
    public Output feed(Map<String, String> environment, List<String> command, String input) {
      commands.add(command);
      return new Output(1, "");
    }
  }

  private final EmptyDocker docker = new EmptyDocker();
  private final StringWriter err = new StringWriter();

  @Test
  void anImageThatWasNotBuiltIsNamedWithTheCommandThatBuildsIt() {
    assertThat(push("api", "--region", "eu-central-1", "--tag", "abc")).isEqualTo(3);

    assertThat(err.toString())
        .contains("fairlead/api:abc")
        .contains("./fairlead image build api --tag abc");
    assertThat(docker.commands).hasSize(1);
  }

  @Test
  void aProgramThatHasNoImageIsBadUsage() {
    assertThat(push("client", "--region", "eu-central-1")).isEqualTo(2);

    assertThat(err.toString()).contains("image: client").contains("build-task");
    assertThat(docker.commands).isEmpty();
  }

  private int push(String... arguments) {
    return new CommandLine(new PushCommand(docker))
        .setExecutionExceptionHandler(AwsMain.sentence())
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
