package dev.fairlead.edge.hpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of RFC 7541 appendix C, and blocks that no encoder writes. */
class HpackDecoderTest {
  private static final int MAX_SIZE = 16 << 10;

  private final HpackDecoder decoder = new HpackDecoder();
  private final HeaderBlock block = new HeaderBlock(100, MAX_SIZE, 2 * MAX_SIZE);

  @Test
  void readsTheRequestsWithoutHuffmanCoding() throws Exception {
    assertRequests(
        "828684410f7777772e6578616d706c652e636f6d",
        "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565");
  }

  @Test
  void readsTheRequestsWithHuffmanCoding() throws Exception {
    assertRequests(
        "828684418cf1e3c2e5f23a6ba0ab90f4ff",
        "828684be5886a8eb10649cbf",
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf");
  }

  private void assertRequests(String... blocks) throws Exception {
    assertThat(fields(blocks[0]))
        .containsExactly(
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
    assertThat(fields(blocks[1]))
        .containsExactly(
            ":method: GET",
            ":scheme: http",
            ":path: /",
            ":authority: www.example.com",
            "cache-control: no-cache");
    assertThat(fields(blocks[2]))
        .containsExactly(
            ":method: GET",
            ":scheme: https",
            ":path: /index.html",
            ":authority: www.example.com",
            "custom-key: custom-value");
  }

  @Test
  void forgetsTheOldestFieldsOfASmallTable() throws Exception {
    // A table of 256 bytes, as in C.5 and C.6.
    String small = "3fe101";
    assertThat(
            fields(
                small
                    + "4803333032580770726976617465611d4d6f6e2c203231204f63742032303133"
                    + "2032303a31333a323120474d546e1768747470733a2f2f7777772e6578616d"
                    + "706c652e636f6d"))
        .containsExactly(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    assertThat(fields("4803333037c1c0bf"))
        .containsExactly(
            ":status: 307",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    assertThat(
            fields(
                "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69"
                    + "707738666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b"
                    + "206d61782d6167653d333630303b2076657273696f6e3d31"))
        .containsExactly(
            ":status: 200",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:22 GMT",
            "location: https://www.example.com",
            "content-encoding: gzip",
            "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");
    // The table now has the last three only: 62 to 64.
    assertThat(fields("bebfc0")).hasSize(3);
    assertThatThrownBy(() -> fields("c1"))
        .isInstanceOf(HpackException.class)
        .hasMessage("index 65 (expected: 1–64)");
  }

  @ParameterizedTest
  @CsvSource({
    "80, index 0 (expected: 1–61)",
    "be, index 62 (expected: 1–61)",
    "ff, a block ends within an integer",
    "ffffffffffffff, an integer above 2097152",
    "8220, the size of the table is changed within a block",
    "3fe21f, a dynamic table of 4097 bytes (expected: at most 4096)",
    "202020, the size of the table is changed more than twice",
    "00, a block ends within a field",
    "000161, a block ends within a field",
    "0002, a string ends after its block",
    "0001610561, a string ends after its block",
    "00016182ffff, a Huffman string ends with anything but up to seven ones",
    "0001618118, a Huffman string ends with anything but up to seven ones",
    "00016184ffffffff, a Huffman string contains the end of a string",
  })
  void refusesWhatIsNotABlock(String hex, String message) {
    assertThatThrownBy(() -> fields(hex)).isInstanceOf(HpackException.class).hasMessage(message);
  }

  @Test
  void keepsTheTableInStepWithBlocksThatAreTooLarge() throws Exception {
    HeaderBlock two = new HeaderBlock(2, MAX_SIZE, 2 * MAX_SIZE);
    byte[] bytes = HexFormat.of().parseHex("8286844001610162");
    decoder.decode(bytes, bytes.length, two);
    assertThat(two.isTooLarge()).isTrue();
    assertThat(two.count()).isEqualTo(2);
    assertThat(fields("be")).containsExactly("a: b");
  }

  @Test
  void countsNoMoreThanItKeepsOfAFieldThatIsRepeatedWithoutEnd() throws Exception {
    byte[] large = new HpackEncoder().field("x", "y".repeat(4000)).toBytes();
    large[0] = 0x40;
    byte[] bomb = new byte[large.length + 16_000];
    System.arraycopy(large, 0, bomb, 0, large.length);
    java.util.Arrays.fill(bomb, large.length, bomb.length, (byte) 0xbe);
    decoder.decode(bomb, bomb.length, block);
    assertThat(block.isTooLarge()).isTrue();
    assertThat(block.count()).isEqualTo(4);
  }

  private List<String> fields(String hex) throws HpackException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    decoder.decode(bytes, bytes.length, block);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < block.count(); i++) {
      fields.add(block.field(i).name() + ": " + block.field(i).value());
    }
    return fields;
  }
}
