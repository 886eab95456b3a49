package dev.fairlead.api;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.build.log.redis.LogRedis;
import dev.fairlead.build.log.redis.LogRedisConfig;
import dev.fairlead.build.log.redis.RedisBuildLog;
import dev.fairlead.build.log.redis.RedisLogTickets;
import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.LogTickets;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.s3.S3BlobStore;
import dev.fairlead.site.s3.S3Bucket;
import dev.fairlead.site.s3.S3LogArchive;
import dev.fairlead.site.s3.S3ManifestStore;
import dev.fairlead.site.s3.S3RouteTable;
import dev.fairlead.site.s3.S3UploadPresigner;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
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
  private static final Duration REDIS_PATIENCE = Duration.ofSeconds(2);

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
  HikariDataSource dataSource(ApiConfig config) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("fairlead");
    pool.setJdbcUrl(config.database().url());
    pool.setUsername(config.database().user());
    pool.setPassword(config.database().password());
    pool.setMaximumPoolSize(config.database().connections());
    pool.setMinimumIdle(2);
    pool.setConnectionTimeout(10_000);
    return new HikariDataSource(pool);
  }

  /** The schema is brought up to date before anything can use the database. */
  @Singleton
  Jdbi jdbi(HikariDataSource dataSource) {
    Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
    return Jdbi.create(dataSource);
  }

  @Singleton
  @Bean(preDestroy = "close")
  S3Bucket bucket(ApiConfig config) {
    return S3Bucket.open(config.storage());
  }

  @Singleton
  BlobStore blobs(S3Bucket bucket) {
    return new S3BlobStore(bucket);
  }

  @Singleton
  ManifestStore manifests(S3Bucket bucket) {
    return new S3ManifestStore(bucket);
  }

  @Singleton
  RouteTable routes(S3Bucket bucket) {
    return new S3RouteTable(bucket);
  }

  @Singleton
  S3UploadPresigner presigner(S3Bucket bucket) {
    return new S3UploadPresigner(bucket);
  }

  @Singleton
  S3LogArchive logArchive(S3Bucket bucket) {
    return new S3LogArchive(bucket);
  }

  @Singleton
  @Bean(preDestroy = "shutdown")
  RedisClient redis(ApiConfig config) {
    RedisURI uri = RedisURI.create(config.redis());
    uri.setTimeout(REDIS_PATIENCE);
    RedisClient client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(REDIS_PATIENCE).build())
            .build());
    return client;
  }

  @Singleton
  @Bean(preDestroy = "close")
  LogRedis logRedis(ApiConfig config) {
    return LogRedis.open(new LogRedisConfig(config.redis()));
  }

  @Singleton
  BuildLog buildLog(LogRedis redis) {
    return new RedisBuildLog(redis);
  }

  @Singleton
  LogTickets tickets(LogRedis redis, RandomGenerator random) {
    return new RedisLogTickets(redis, random);
  }
}
