package dev.fairlead.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.fairlead.api.secret.RotatedLogin;
import dev.fairlead.api.secret.Secrets;
import dev.fairlead.build.log.redis.RedisBuildLog;
import dev.fairlead.build.log.redis.RedisLogTickets;
import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.LogTickets;
import dev.fairlead.redis.Redis;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.s3.S3Storage;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** Makes what the api uses of others: the database, S3, Redis and randomness. */
@Factory
final class ApiWiring {
  /** A failover of Aurora takes less than a minute (Aurora User Guide, "High availability"). */
  private static final Duration DATABASE_PATIENCE = Duration.ofMinutes(1);

  @Singleton
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Singleton
  BuildsConfig builds(ApiConfig config) {
    return config.builds();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Secrets secrets() {
    return Secrets.open();
  }

  @Singleton
  @Bean(preDestroy = "close")
  HikariDataSource dataSource(ApiConfig config, BeanProvider<Secrets> secrets) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("fairlead");
    pool.setJdbcUrl(config.database().url());
    switch (config.database().login()) {
      case DatabaseLogin.Password(String user, String password) ->
          pool.setCredentials(Credentials.of(user, password));
      case DatabaseLogin.Secret(String name) ->
          pool.setCredentialsProvider(new RotatedLogin(secrets.get(), name));
    }
    pool.setMaximumPoolSize(config.database().connections());
    pool.setMinimumIdle(2);
    pool.setConnectionTimeout(10_000);
    return DatabaseStart.open(pool, DATABASE_PATIENCE);
  }

  /** The schema is brought up to date before anything can use the database. */
  @Singleton
  Jdbi jdbi(HikariDataSource dataSource) {
    Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
    return Jdbi.create(dataSource);
  }

  @Singleton
  @Bean(preDestroy = "close")
  S3Storage storage(ApiConfig config) {
    return S3Storage.open(config.storage());
  }

  @Singleton
  RouteTable routes(S3Storage storage) {
    return storage.routes();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Redis redis(ApiConfig config) {
    return Redis.open(config.redis());
  }

  @Singleton
  BuildLog buildLog(Redis redis) {
    return new RedisBuildLog(redis);
  }

  @Singleton
  LogTickets tickets(Redis redis, RandomGenerator random) {
    return new RedisLogTickets(redis, random);
  }
}
