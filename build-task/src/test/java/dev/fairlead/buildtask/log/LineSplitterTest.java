package dev.fairlead.buildtask.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineSplitterTest {
  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @Test
  void linesAreFoundAcrossReads() {
    feed("on");
    feed("e\ntwo\r\n\nth");
    feed("ree");
    splitter.end();

    assertThat(lines).containsExactly("one", "two", "", "three");
  }

  @Test
  void ofAProgressBarOnlyTheLastStateStays() {
    feed("10 %\r50 %\r100 %\ndone\n");

    assertThat(lines).containsExactly("100 %", "done");
  }

  @Test
  void invalidBytesAreReplacedAndSplitCharactersAreNot() {
    byte[] bytes = "ä✓".getBytes(StandardCharsets.UTF_8);
    for (byte b : bytes) {
      splitter.feed(new byte[] {b}, 1);
    }
    splitter.feed(new byte[] {(byte) 0xff, 'x', '\n'}, 3);

    assertThat(lines).containsExactly("ä✓\ufffdx");
  }

  @Test
  void aLineWithoutEndIsBounded() {
    for (int i = 0; i < 100; i++) {
      feed("x".repeat(10_000));
    }
    feed("\nnext\n");

    assertThat(lines.getFirst()).hasSize(64 << 10);
    assertThat(lines.get(1)).isEqualTo("next");
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    splitter.feed(bytes, bytes.length);
  }
}
