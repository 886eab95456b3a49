package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** When connections are used again, and when they are replaced. */
final class S3ReaderConnectionsTest {
  private static final int MEGABYTE = 1 << 20;

  @Test
  void oneConnectionServesCallsThatFollowEachOther() throws Exception {
    try (ScriptedServer server = new ScriptedServer(call -> call.send(200, "body"));
        S3Reader reader = reader(server)) {
      for (int i = 0; i < 50; i++) {
        assertThat(get(reader)).isEqualTo("body");
      }
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionIsNotUsedAgainIfTheServerSaysSo() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(200, "body", "Connection: Close"));
        S3Reader reader = reader(server)) {
      assertThat(get(reader)).isEqualTo("body");
      assertThat(reader.connections()).isZero();
      assertThat(get(reader)).isEqualTo("body");
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void aConnectionThatHasEndedWhileItRestedIsReplaced() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.send(200, "body") && call.connection() % 2 == 0);
        S3Reader reader = reader(server)) {
      assertThat(get(reader)).isEqualTo("body");
      server.ended().acquire();

      assertThat(get(reader)).isEqualTo("body");
      assertThat(server.accepted()).isEqualTo(2);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aConnectionThatEndsOverARequestIsReplaced() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.number() != 2 && call.send(200, "body"));
        S3Reader reader = reader(server)) {
      assertThat(get(reader)).isEqualTo("body");
      assertThat(get(reader)).isEqualTo("body");
      assertThat(server.accepted()).isEqualTo(2);
      assertThat(server.requests()).hasSize(3);
    }
  }

  /** The call that finds a dead connection asks once more than its three attempts. */
  @Test
  void aConnectionIsReplacedOnceAndOnlyIfItHasRested() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(call -> call.number() == 1 && call.send(200, "body"));
        S3Reader reader = reader(server)) {
      assertThat(get(reader)).isEqualTo("body");
      assertThatThrownBy(() -> get(reader))
          .hasMessageContaining("the connection ended before the answer did (3 attempts)");
      assertThat(server.requests()).hasSize(1 + 1 + 3);
      assertThatThrownBy(() -> get(reader)).hasMessageContaining("(3 attempts)");
      assertThat(server.requests()).hasSize(1 + 1 + 3 + 3);
    }
  }

  @Test
  void anAnswerThatNobodyAskedForIsNotTakenForTheNextOne() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.send(
                        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d".formatted(call.number())
                            + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
        S3Reader reader = reader(server)) {
      assertThat(get(reader)).isEqualTo("1");
      assertThat(get(reader)).isEqualTo("2");
      assertThat(server.accepted()).isEqualTo(2);
    }
  }

  @Test
  void theConnectionUsedLastIsUsedNext() throws Exception {
    List<Integer> used = new CopyOnWriteArrayList<>();
    try (ScriptedServer server =
            new ScriptedServer(
                call -> {
                  used.add(call.connection());
                  return call.send(206, "0123", "Content-Range: bytes 0-3/9");
                });
        S3Reader reader = reader(server)) {
      InputStream first = part(reader, 4);
      InputStream second = part(reader, 4);
      second.readAllBytes();
      first.readAllBytes();
      for (int i = 0; i < 3; i++) {
        assertThat(part(reader, 4).readAllBytes()).hasSize(4);
      }
      assertThat(used).containsExactly(1, 2, 1, 1, 1);
      assertThat(reader.connections()).isEqualTo(2);
    }
  }

  @Test
  void theLittleThatIsLeftOfABodyIsReadAndMuchIsNot() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                call ->
                    call.head().contains("0-9999")
                        ? call.send(206, "x".repeat(10_000), "Content-Range: bytes 0-9999/9")
                        : call.send(
                            206, "x".repeat(MEGABYTE), "Content-Range: bytes 0-1048575/9"));
        S3Reader reader = reader(server)) {
      part(reader, 10_000).close();
      part(reader, 10_000).close();
      assertThat(server.accepted()).isEqualTo(1);

      InputStream much = part(reader, MEGABYTE);
      assertThat(much.read()).isEqualTo('x');
      much.close();
      assertThatThrownBy(much::read).hasMessage("the body was closed before its end");
      assertThat(reader.connections()).isZero();

      part(reader, 10_000).close();
      assertThat(server.accepted()).isEqualTo(2);
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
