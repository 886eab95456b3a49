package dev.fairlead.api.health;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database whether it answers. All who want to know at the same time share one question,
 * so that a database that is away is not asked the more the longer it is away.
 */
@Singleton
final class DatabaseProbe {
  private static final int ANSWER_SECONDS = 2;

  private final HikariDataSource dataSource;
  private @Nullable CompletableFuture<Boolean> question;

  DatabaseProbe(HikariDataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Waits for an answer for as long as the patience lasts; none is a no. */
  boolean answers(Duration patience) throws InterruptedException {
    try {
      return question().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  private synchronized CompletableFuture<Boolean> question() {
    CompletableFuture<Boolean> open = question;
    if (open != null && !open.isDone()) {
      return open;
    }
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    question = asked;
    Thread.ofVirtual().name("database probe").start(() -> asked.complete(ask()));
    return asked;
  }

  /** Bounded by the pool's wait for a connection, and two seconds for the answer. */
  private boolean ask() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(ANSWER_SECONDS);
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }
}
