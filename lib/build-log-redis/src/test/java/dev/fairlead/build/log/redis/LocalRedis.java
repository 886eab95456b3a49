package dev.fairlead.build.log.redis;

import dev.fairlead.embedded.Binaries;
import dev.fairlead.embedded.EmbeddedRedis;
import dev.fairlead.embedded.EmbeddedRedisConfig;
import dev.fairlead.redis.Redis;
import dev.fairlead.redis.RedisConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis server of its own, for the tests of one class. */
final class LocalRedis implements BeforeAllCallback, AfterAllCallback {
  private @Nullable Path directory;
  private @Nullable EmbeddedRedis server;
  private @Nullable Redis redis;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("fairlead-redis-");
    EmbeddedRedis started = start(0);
    server = started;
    redis = Redis.open(RedisConfig.of(URI.create(started.uri())));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    redis().close();
    stop();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Objects.requireNonNull(directory))) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }

  Redis redis() {
    return Objects.requireNonNull(redis);
  }

  int port() {
    return Objects.requireNonNull(server).port();
  }

  void stop() throws IOException {
    Objects.requireNonNull(server).close();
  }

  void startAgain() throws IOException {
    server = start(port());
  }

  private EmbeddedRedis start(int port) throws IOException {
    return EmbeddedRedis.start(
        new EmbeddedRedisConfig(
            Objects.requireNonNull(directory), Binaries.defaultFolder(), port, "correct-horse"));
  }
}
