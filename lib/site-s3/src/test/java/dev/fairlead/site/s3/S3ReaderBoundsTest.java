package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.PATIENT;
import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How many connections there are, how long they last and how long anyone waits for one. */
final class S3ReaderBoundsTest {
  private static final long PATIENCE_SECONDS = 20;
  private static final int MEGABYTE = 1 << 20;

  @Test
  void thereAreNoMoreConnectionsThanAllowed() throws Exception {
    Semaphore asked = new Semaphore(0);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                call -> {
                  asked.release();
                  go.await();
                  return call.send(200, "body");
                });
        S3Reader reader = reader(server);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(callers.submit(() -> get(reader)));
      }
      assertThat(asked.tryAcquire(2, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      go.countDown();
      for (Future<String> call : calls) {
        assertThat(call.get()).isEqualTo("body");
      }
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void theWaitForAConnectionHasAnEnd() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.send(
                        206, "x".repeat(MEGABYTE), "Content-Range: bytes 0-1048575/1048576"));
        S3Reader reader = reader(server, TestReaders.LIMITS)) {
      InputStream first = part(reader, MEGABYTE);
      InputStream second = part(reader, MEGABYTE);

      assertThatThrownBy(() -> part(reader, MEGABYTE))
          .isInstanceOf(IOException.class)
          .hasMessage("S3: cannot read key: all 2 connections were in use for 1000 ms");

      first.close();
      try (InputStream third = part(reader, MEGABYTE)) {
        assertThat(third.readAllBytes()).hasSize(MEGABYTE);
      }
      assertThat(second.readAllBytes()).hasSize(MEGABYTE);
    }
  }

  @Test
  void aConnectionThatRestsTooLongIsClosed() throws Exception {
    S3Limits restless =
        new S3Limits(
            2,
            PATIENT.connect(),
            PATIENT.silence(),
            PATIENT.call(),
            Duration.ofMillis(50),
            PATIENT.pause());
    try (ScriptedServer server = new ScriptedServer(call -> call.send(200, "body"));
        S3Reader reader = reader(server, restless)) {
      assertThat(get(reader)).isEqualTo("body");

      assertThat(server.ended().tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(get(reader)).isEqualTo("body");
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void closingEndsCallsAndAllowsNoNewOnes() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                call -> {
                  asked.countDown();
                  return call.sayNothing();
                });
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      S3Reader reader = reader(server);
      Future<String> call = callers.submit(() -> get(reader));
      assertThat(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

      reader.close();

      assertThatThrownBy(() -> call.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(NoConnectionException.class);
      assertThatThrownBy(() -> get(reader)).hasMessageContaining("the bucket was closed");
      assertThat(reader.connections()).isZero();
    }
  }

  private static String get(S3Reader reader) throws IOException {
    byte[] bytes = reader.whole("key", 100).orElseThrow().bytes();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static InputStream part(S3Reader reader, long length) throws IOException {
    return reader.part("key", 0, length).orElseThrow();
  }
}
