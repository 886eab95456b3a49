package dev.fairlead.api;

import dev.fairlead.api.route.RetainedAssets;
import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.redis.RedisConfig;
import dev.fairlead.site.s3.S3StorageConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of the api from environment variables, and names all that is wrong with
 * them at once. {@code docs/configuration.md} lists them.
 */
final class ApiEnvironment {
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  private ApiEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads everything.
   *
   * @throws IllegalArgumentException that names every variable that is missing or wrong
   */
  static ApiConfig read(Map<String, String> environment) {
    ApiEnvironment reader = new ApiEnvironment(environment);
    @Nullable ApiConfig config = reader.config();
    if (config == null || !reader.problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", reader.problems));
    }
    return config;
  }

  private @Nullable ApiConfig config() {
    @Nullable String host = value("FAIRLEAD_API_HOST", "0.0.0.0", text -> text);
    @Nullable Integer port = value("FAIRLEAD_API_PORT", "8080", Integer::parseInt);
    @Nullable Integer buildPort =
        environment.containsKey("FAIRLEAD_API_BUILD_PORT")
            ? value("FAIRLEAD_API_BUILD_PORT", null, Integer::valueOf)
            : null;
    @Nullable String apiUrl = value("FAIRLEAD_API_URL", null, text -> text);
    @Nullable URI siteUrl = value("FAIRLEAD_SITE_URL", null, URI::create);
    @Nullable String logsUrl = value("FAIRLEAD_LOGS_URL", null, text -> text);
    @Nullable String databaseUrl = value("FAIRLEAD_DATABASE_URL", null, text -> text);
    @Nullable DatabaseLogin login = login();
    @Nullable Integer connections = value("FAIRLEAD_DATABASE_CONNECTIONS", "20", Integer::parseInt);
    @Nullable RedisConfig redis = part(RedisConfig::fromEnvironment);
    @Nullable Integer concurrency = value("FAIRLEAD_BUILD_CONCURRENCY", "2", Integer::parseInt);
    @Nullable Duration lease = value("FAIRLEAD_BUILD_LEASE", "PT30S", Duration::parse);
    @Nullable Boolean local =
        value("FAIRLEAD_ALLOW_LOCAL_REPOSITORIES", "false", ApiEnvironment::flag);
    @Nullable RetainedAssets retained =
        value("FAIRLEAD_RETAINED_ASSETS", "P7D", RetainedAssets::parse);
    @Nullable S3StorageConfig storage = part(S3StorageConfig::fromEnvironment);
    checkLauncher();
    if (host == null
        || port == null
        || apiUrl == null
        || siteUrl == null
        || logsUrl == null
        || databaseUrl == null
        || login == null
        || connections == null
        || redis == null
        || concurrency == null
        || lease == null
        || local == null
        || retained == null
        || storage == null) {
      return null;
    }
    try {
      return new ApiConfig(
          host,
          port,
          buildPort,
          new Addresses(apiUrl, siteUrl, logsUrl),
          new DatabaseConfig(databaseUrl, login, connections),
          redis,
          storage,
          new BuildsConfig(concurrency, lease, 3, local, BuildLimits.DEFAULT),
          retained,
          ownerToken(),
          path("FAIRLEAD_DASHBOARD_DIR"));
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void checkLauncher() {
    try {
      LauncherEnvironment.read(environment);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private <T> @Nullable T part(Function<Map<String, String>, T> reader) {
    try {
      return reader.apply(environment);
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected: true or false");
    };
  }

  private @Nullable DatabaseLogin login() {
    @Nullable String secret = environment.get("FAIRLEAD_DATABASE_SECRET");
    if (secret != null) {
      return new DatabaseLogin.Secret(secret);
    }
    @Nullable String user = value("FAIRLEAD_DATABASE_USER", null, text -> text);
    @Nullable String password = value("FAIRLEAD_DATABASE_PASSWORD", null, text -> text);
    return user == null || password == null ? null : new DatabaseLogin.Password(user, password);
  }

  private @Nullable OwnerTokenPlace ownerToken() {
    @Nullable String secret = environment.get("FAIRLEAD_OWNER_TOKEN_SECRET");
    if (secret != null) {
      return new OwnerTokenPlace.Secret(secret);
    }
    @Nullable Path file = path("FAIRLEAD_OWNER_TOKEN_FILE");
    return file == null ? null : new OwnerTokenPlace.File(file);
  }

  private @Nullable Path path(String name) {
    @Nullable String text = environment.get(name);
    return text == null ? null : Path.of(text);
  }

  private <T> @Nullable T value(
      String name, @Nullable String fallback, Function<String, T> parser) {
    @Nullable String text = environment.getOrDefault(name, fallback);
    if (text == null) {
      problems.add(name + " is not set");
      return null;
    }
    try {
      return parser.apply(text);
    } catch (RuntimeException e) {
      problems.add("%s: %s (%s)".formatted(name, text, e.getMessage()));
      return null;
    }
  }
}
