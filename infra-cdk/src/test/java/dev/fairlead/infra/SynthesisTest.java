package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesis.NagLine;
import dev.fairlead.infra.Synthesis.StackTemplate;
import dev.fairlead.infra.stage.StageSize;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written, and what the checkers say of it. */
final class SynthesisTest {

  @Test
  void writesAStackForEachLifeCycleInTheOrderOfDeployment() {
    assertThat(Synthesised.of(StageSize.SMALL).stacks())
        .extracting(StackTemplate::name)
        .containsExactly(
            "fairlead-live-network",
            "fairlead-live-region-eu-central-1",
            "fairlead-live-data",
            "fairlead-live-builds",
            "fairlead-live-dashboard",
            "fairlead-live-api",
            "fairlead-live-logs",
            "fairlead-live-edge",
            "fairlead-live-dns",
            "fairlead-live-observability");
  }

  @Test
  void cdkNagFindsNothingThatIsNotAnswered() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(synthesis.findings()).isEmpty();
    }
  }

  @Test
  void everySuppressionHasAReason() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(synthesis.suppressions())
          .isNotEmpty()
          .extracting(NagLine::reason)
          .allMatch(reason -> reason.length() > 20 && reason.endsWith("."));
    }
  }

  @Test
  void wildcardsAreAnsweredOneByOne() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      for (StackTemplate stack : synthesis.stacks()) {
        for (JsonNode resource : stack.template().path("Resources")) {
          for (JsonNode rule : resource.at("/Metadata/cdk_nag/rules_to_suppress")) {
            if (rule.path("id").asText().equals("AwsSolutions-IAM5")) {
              assertThat(rule.path("applies_to")).as(stack.name()).isNotEmpty();
            }
          }
        }
      }
    }
  }

  @Test
  void imagesThatAreNotThereAreNamed(@TempDir Path empty) {
    assertThatThrownBy(
            () ->
                Synthesis.of(
                    Synthesised.stage(StageSize.SMALL),
                    Synthesis.ImageSource.BUILT,
                    empty,
                    false,
                    empty.resolve("out")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("api, ws-logs, edge-proxy, build-task")
        .hasMessageContaining("./fairlead image context");
  }
}
