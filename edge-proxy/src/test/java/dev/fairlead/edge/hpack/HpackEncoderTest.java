package dev.fairlead.edge.hpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HpackEncoderTest {
  private final HpackDecoder decoder = new HpackDecoder();
  private final HeaderBlock block = new HeaderBlock(1_000, 1 << 20, 1 << 20);

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 204, 206, 301, 304, 400, 404, 421, 500, 503})
  void writesEveryStatusSoThatItIsReadAsItWas(int status) throws Exception {
    decode(new HpackEncoder().status(status).toBytes());
    assertThat(block.field(0)).isEqualTo(Field.of(":status", Integer.toString(status)));
  }

  @Test
  void writesAStringOfTheStandardAsTheStandardDoes() {
    assertThat(new HpackEncoder().field("location", "https://www.example.com").toBytes())
        .isEqualTo(HexFormat.of().parseHex("0f1f919d29ad171863c78f0b97c8e9ae82ae43d3"));
  }

  @Test
  void writesAnyBytesSoThatTheyAreReadAsTheyWere() throws Exception {
    Random random = new Random(7541);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      String value = new String(bytes, StandardCharsets.ISO_8859_1);
      decode(new HpackEncoder().field("x-" + round, value).field("etag", value).toBytes());
      assertThat(block.field(0).name()).isEqualTo("x-" + round);
      assertThat(block.field(0).value()).isEqualTo(value);
      assertThat(block.field(1).value()).isEqualTo(value);
    }
  }

  private void decode(byte[] bytes) throws HpackException {
    decoder.decode(bytes, bytes.length, block);
  }
}
