package dev.fairlead.infra.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.infra.doctor.Finding.Level;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the CDK needs on this machine. */
final class ToolCheckTest {

  @Test
  void theVersionOfNodeCounts() {
    assertThat(node("v22.0.0").level()).isEqualTo(Level.OK);
    assertThat(node("v24.11.1").level()).isEqualTo(Level.OK);
    assertThat(node("v20.20.2").level()).isEqualTo(Level.FAIL);
    assertThat(node("v20.20.2").what()).isEqualTo("Node.js v20.20.2 is too old for the CDK");
    assertThat(node("something else").level()).isEqualTo(Level.FAIL);
  }

  @Test
  void withoutNodeThereIsNoCdk() {
    assertThat(new ToolCheck(command -> Optional.empty()).run().getFirst().what())
        .isEqualTo("Node.js is missing, and the CDK needs it");
  }

  @Test
  void aProgramOfThisMachineIsAskedAndOneThatIsNotThereIsNone() {
    Tools tools = Tools.ofPath();

    assertThat(tools.answer(List.of("echo", "v1.2"))).contains("v1.2");
    assertThat(tools.answer(List.of("false"))).isEmpty();
    assertThat(tools.answer(List.of("fairlead-is-not-a-program"))).isEmpty();
  }

  private static Finding node(String version) {
    return new ToolCheck(command -> Optional.of(version)).run().getFirst();
  }
}
