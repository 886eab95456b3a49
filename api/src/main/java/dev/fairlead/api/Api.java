package dev.fairlead.api;

import dev.fairlead.api.launch.BuildLauncher;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The api as a running server. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Fairlead",
            version = "v1",
            description =
                "Projects, deployments and their logs. Send an API token as `Authorization: Bearer"
                    + " flt_…`. Every error is a problem document (RFC 9457) with a stable `code`.",
            license = @License(name = "Apache-2.0")))
public final class Api implements AutoCloseable {
  private static final String MAX_REQUEST = "48MB";
  private static final int ANY_FREE = -1;
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(Api.class);

  private final ApplicationContext context;
  private final int port;

  private Api(ApplicationContext context, int port) {
    this.context = context;
    this.port = port;
  }

  /**
   * Brings the database schema up to date and listens. A database that is away is waited for, for a
   * minute at most.
   *
   * @param launcher starts the builds; closed with the api
   * @throws RuntimeException if the database cannot be reached or the port is taken
   */
  public static Api start(ApiConfig config, BuildLauncher launcher) {
    ApplicationContext context =
        ApplicationContext.builder()
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .banner(false)
            .properties(listeners(config))
            .properties(
                Map.of(
                    "fairlead.program",
                    "api",
                    "micronaut.application.name",
                    "fairlead-api",
                    "micronaut.server.max-request-size",
                    MAX_REQUEST,
                    // What is read as JSON is held at once, up to 10 MB unless this says otherwise.
                    "micronaut.server.max-request-buffer-size",
                    MAX_REQUEST,
                    "jackson.serialization-inclusion",
                    "ALWAYS",
                    "jackson.serialization.write-dates-as-timestamps",
                    false))
            .singletons(config, launcher)
            .start();
    try {
      NettyEmbeddedServer server = context.getBean(NettyEmbeddedServer.class);
      server.start();
      return new Api(context, portOf(server, config.buildPort()));
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /** One port for all, or one for builds and one for everyone else. */
  private static Map<String, Object> listeners(ApiConfig config) {
    int port = config.port() == 0 ? ANY_FREE : config.port();
    @Nullable Integer buildPort = config.buildPort();
    if (buildPort == null) {
      return Map.of("micronaut.server.host", config.host(), "micronaut.server.port", port);
    }
    String everyone = "micronaut.server.netty.listeners.everyone.";
    String builds = "micronaut.server.netty.listeners.builds.";
    return Map.of(
        everyone + "host",
        config.host(),
        everyone + "port",
        port,
        builds + "host",
        config.host(),
        builds + "port",
        buildPort,
        "fairlead.build-port",
        buildPort);
  }

  /** The server lists its ports in no order. */
  private static int portOf(NettyEmbeddedServer server, @Nullable Integer buildPort) {
    return server.getBoundPorts().stream()
        .filter(port -> !port.equals(buildPort))
        .findFirst()
        .orElseThrow();
  }

  /** The port it listens on for everyone. */
  public int port() {
    return port;
  }

  /**
   * Accepts no more requests and finishes those under way, for ten seconds at most; then ends its
   * own work, then what that works on.
   */
  @Override
  public void close() {
    if (!context.isRunning()) {
      return;
    }
    boolean quiet =
        context
            .getBean(GracefulShutdownManager.class)
            .shutdownGracefully()
            .handle((nothing, problem) -> problem == null)
            .toCompletableFuture()
            .completeOnTimeout(false, LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    if (!quiet) {
      log.atWarn().log("requests were under way when the api stopped");
    }
    context.getBean(NettyEmbeddedServer.class).stopServerOnly();
    context.close();
  }
}
