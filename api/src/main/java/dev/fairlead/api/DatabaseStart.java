package dev.fairlead.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the pool of connections, and waits for a database that is away: one that fails over, or
 * starts at the same time, comes back by itself. A wrong address or password does not.
 */
final class DatabaseStart {
  private static final Logger log = LoggerFactory.getLogger(DatabaseStart.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * States of PostgreSQL in which it cannot be reached now (PostgreSQL manual, "PostgreSQL Error
   * Codes"): no connection could be made, it was broken, it shuts down or starts up, all are taken.
   */
  private static final Set<String> AWAY =
      Set.of("08001", "08004", "08006", "57P01", "57P02", "57P03", "53300");

  private DatabaseStart() {}

  /**
   * Opens.
   *
   * @param patience how long a database may be away
   * @throws PoolInitializationException if it is away for longer, or refuses
   */
  static HikariDataSource open(HikariConfig config, Duration patience) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return new HikariDataSource(config);
      } catch (PoolInitializationException e) {
        if (!isAway(e) || System.nanoTime() - giveUp >= 0) {
          throw e;
        }
        log.atWarn().addKeyValue("problem", e.getMessage()).log("waiting for the database");
        pause(e);
      }
    }
  }

  private static boolean isAway(PoolInitializationException problem) {
    @Nullable Throwable cause = problem.getCause();
    return cause instanceof SQLException e && AWAY.contains(String.valueOf(e.getSQLState()));
  }

  private static void pause(PoolInitializationException problem) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem;
    }
  }
}
