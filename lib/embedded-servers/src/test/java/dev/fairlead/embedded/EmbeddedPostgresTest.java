package dev.fairlead.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
  @TempDir Path directory;

  @Test
  void dataSurviveARestartAndAreDurable() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(OtherProcess.postgres(directory, 0))) {
      execute(server, "create table t (x int)");
      execute(server, "insert into t values (42)");
      assertThat(query(server, "show fsync")).isEqualTo("on");
      assertThat(query(server, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(OtherProcess.postgres(directory, 0))) {
      assertThat(query(server, "select x from t")).isEqualTo("42");
    }
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(OtherProcess.postgres(directory, 0))) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "wrong").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aServerLeftByAKilledProcessIsTakenOver() throws Exception {
    try (OtherProcess other = OtherProcess.start("postgres", directory)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(OtherProcess.postgres(directory, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by another process");
      other.kill();
      try (EmbeddedPostgres server = EmbeddedPostgres.start(OtherProcess.postgres(directory, 0))) {
        assertThat(server.port()).isEqualTo(other.port());
        assertThat(query(server, "select 1")).isEqualTo("1");
      }
    }
    assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
  }

  @Test
  void aServerLeftOnAnotherPortIsReplaced() throws Exception {
    int wanted = ServerFolder.freePort(0);
    try (OtherProcess other = OtherProcess.start("postgres", directory)) {
      other.kill();
      try (EmbeddedPostgres server =
          EmbeddedPostgres.start(OtherProcess.postgres(directory, wanted))) {
        assertThat(server.port()).isEqualTo(wanted);
        assertThat(query(server, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> EmbeddedPostgres.start(OtherProcess.postgres(directory, socket.getLocalPort())))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "Port %d is used by another program.".formatted(socket.getLocalPort()));
    }
  }

  private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(EmbeddedPostgres server, String sql) throws SQLException {
    try (Connection connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }
}
