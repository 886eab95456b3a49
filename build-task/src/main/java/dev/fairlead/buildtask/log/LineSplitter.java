package dev.fairlead.buildtask.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines of text, repairing invalid UTF-8. A carriage return starts the
 * line over, as on a terminal, so that of a progress bar only its last state stays. A line of more
 * than 64 KiB loses the rest.
 */
final class LineSplitter {
  private static final int MAX_BYTES = 64 << 10;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private boolean afterCarriageReturn;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  void feed(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        emit();
      } else if (b == '\r') {
        afterCarriageReturn = true;
      } else {
        append(b);
      }
    }
  }

  /** Emits what is left of a stream that has ended without a line end. */
  void end() {
    if (line.size() > 0) {
      emit();
    }
  }

  private void append(byte b) {
    if (afterCarriageReturn) {
      line.reset();
      afterCarriageReturn = false;
    }
    if (line.size() < MAX_BYTES) {
      line.write(b);
    }
  }

  private void emit() {
    lines.accept(line.toString(StandardCharsets.UTF_8));
    line.reset();
    afterCarriageReturn = false;
  }
}
