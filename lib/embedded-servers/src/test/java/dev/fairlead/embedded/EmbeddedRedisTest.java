package dev.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedRedisTest {
  @TempDir Path directory;

  @Test
  void dataSurviveARestart() throws Exception {
    try (EmbeddedRedis server = EmbeddedRedis.start(OtherProcess.redis(directory, 0))) {
      assertThat(ask(server.port(), "SET key value")).isEqualTo("+OK");
    }
    try (EmbeddedRedis server = EmbeddedRedis.start(OtherProcess.redis(directory, 0))) {
      assertThat(ask(server.port(), "STRLEN key")).isEqualTo(":5");
    }
  }

  @Test
  void aClientWithoutThePasswordIsRefused() throws Exception {
    try (EmbeddedRedis server = EmbeddedRedis.start(OtherProcess.redis(directory, 0));
        Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.getOutputStream().write("GET key\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new BufferedReader(reader(socket)).readLine()).startsWith("-NOAUTH");
    }
  }

  @Test
  void aServerLeftByAKilledProcessIsReplaced() throws Exception {
    try (OtherProcess other = OtherProcess.start("redis", directory)) {
      assertThat(ask(other.port(), "SET key value")).isEqualTo("+OK");
      other.kill();
      try (EmbeddedRedis server =
          EmbeddedRedis.start(OtherProcess.redis(directory, other.port()))) {
        assertThat(server.port()).isEqualTo(other.port());
        assertThat(ask(server.port(), "STRLEN key")).isEqualTo(":5");
      }
    }
    assertThat(directory.resolve("redis.pid")).doesNotExist();
  }

  private static String ask(int port, String command) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = "AUTH %s\r\n%s\r\n".formatted(OtherProcess.PASSWORD, command);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader reader = new BufferedReader(reader(socket));
      assertThat(reader.readLine()).isEqualTo("+OK");
      return reader.readLine();
    }
  }

  private static Reader reader(Socket socket) throws IOException {
    return new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
  }
}
