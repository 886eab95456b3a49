package dev.fairlead.buildtask.sandbox;

import dev.fairlead.build.protocol.LogStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Keeps what a command prints; a test can wait for a text. */
final class RecordedOutput implements CommandOutput {
  private final Map<LogStream, StringBuilder> texts = new EnumMap<>(LogStream.class);

  @Override
  public void copy(LogStream stream, InputStream from) throws IOException {
    byte[] buffer = new byte[4096];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      synchronized (this) {
        texts
            .computeIfAbsent(stream, any -> new StringBuilder())
            .append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        notifyAll();
      }
    }
  }

  synchronized String text(LogStream stream) {
    return texts.getOrDefault(stream, new StringBuilder()).toString();
  }

  synchronized String all() {
    return text(LogStream.STDOUT) + text(LogStream.STDERR);
  }

  synchronized void await(String text) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!all().contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never printed %s, but: %s".formatted(text, all()));
      }
      wait(1000);
    }
  }
}
