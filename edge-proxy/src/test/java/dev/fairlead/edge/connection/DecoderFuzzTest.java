package dev.fairlead.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.FramingCase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fast decoder beside the strict one. {@code -Dfairlead.fuzz.requests=N} says how many, {@code
 * -Dfairlead.fuzz.seed=S} which; {@code ./fairlead bench fuzz} runs millions.
 */
class DecoderFuzzTest {
  private static final long REQUESTS = Long.getLong("fairlead.fuzz.requests", 50_000);
  private static final long SEED = Long.getLong("fairlead.fuzz.seed", 9112);

  @Test
  void bothDecodersUnderstandTheSame() {
    DecoderFuzz.Result result = DecoderFuzz.run(SEED, REQUESTS);

    assertThat(result.differences()).isEmpty();
    assertThat(result.requests()).isGreaterThanOrEqualTo(REQUESTS);
    assertThat(result.fast()).as("read by the fast one").isGreaterThan(REQUESTS / 4);
    assertThat(result.kinds()).containsKeys("open", "closed", "refused 400", "refused 413");
  }

  @ParameterizedTest
  @MethodSource("dev.fairlead.edge.FramingCase#all")
  void whereReadsEndMakesNoDifference(FramingCase row) {
    byte[] bytes =
        (row.bytes() + "GET /next HTTP/1.1\r\nHost: a.example\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    try (TestedConnections connections = new TestedConnections()) {
      Outcome whole = connections.run(bytes, new int[] {bytes.length}, false, false);
      assertThat(whole.closed()).isEqualTo(!row.open());
      for (int cut = 1; cut < bytes.length; cut += 1 + cut / 200) {
        int[] reads = {cut, bytes.length};
        assertThat(connections.run(bytes, reads, false, false))
            .as("cut at %d", cut)
            .matches(whole::isSameAs);
      }
      int[] singly = new int[bytes.length];
      for (int i = 0; i < singly.length; i++) {
        singly[i] = i + 1;
      }
      assertThat(connections.run(bytes, singly, false, true)).matches(whole::isSameAs);
      assertThat(connections.leaks()).isEmpty();
    }
  }
}
