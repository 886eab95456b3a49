package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.PATIENT;
import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An interrupt ends a virtual thread's call long before its time is over. */
final class S3ReaderInterruptTest {
  private static final long PATIENCE_SECONDS = PATIENT.silence().toSeconds() / 2;
  private static final String HEAD =
      "HTTP/1.1 206 P\r\nContent-Length: 10\r\nContent-Range: bytes 0-9/10\r\n\r\n";

  private final Semaphore asked = new Semaphore(0);

  /** What a virtual thread does until it fails. */
  private interface Work {
    void run() throws IOException;
  }

  @Test
  void whileTheStoreSaysNothing() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call -> {
                  asked.release();
                  return call.sayNothing();
                });
        S3Reader reader = reader(server)) {
      IOException failure = interrupted(() -> reader.whole("key", 100));

      assertThat(failure)
          .isInstanceOf(InterruptedIOException.class)
          .hasMessage("S3: reading key was interrupted");
      assertThat(server.requests()).hasSize(1);
      assertThat(reader.connections()).isZero();
    }
  }

  @Test
  void whileTheRestOfAStreamDoesNotCome() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(HEAD + "01234") && call.sayNothing());
        S3Reader reader = reader(server)) {
      IOException failure =
          interrupted(
              () -> {
                try (InputStream in = reader.part("key", 0, 10).orElseThrow()) {
                  in.readNBytes(5);
                  asked.release();
                  in.read();
                }
              });

      assertThat(failure).hasMessageContaining("interrupt");
      assertThat(reader.connections()).isZero();
    }
  }

  @Test
  void whileAllConnectionsAreInUse() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                call -> {
                  call.send(HEAD + "01234");
                  over.await();
                  return call.send("56789");
                });
        S3Reader reader = reader(server);
        InputStream first = reader.part("key", 0, 10).orElseThrow();
        InputStream second = reader.part("key", 0, 10).orElseThrow()) {
      asked.release();

      assertThat(interrupted(() -> reader.whole("key", 100)))
          .isInstanceOf(InterruptedIOException.class);

      assertThat(first.readNBytes(5)).hasSize(5);
      assertThat(second.readNBytes(5)).hasSize(5);
      assertThat(server.requests()).hasSize(2);
      // Who closes a body reads the little that is left of it.
      over.countDown();
    }
  }

  private IOException interrupted(Work work) throws Exception {
    CompletableFuture<IOException> outcome = new CompletableFuture<>();
    Thread worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (IOException e) {
                    outcome.complete(e);
                  }
                });
    assertThat(asked.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    worker.interrupt();
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
