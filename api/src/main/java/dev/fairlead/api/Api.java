package dev.fairlead.api;

import dev.fairlead.api.launch.BuildLauncher;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import java.util.Map;

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

  private final ApplicationContext context;
  private final EmbeddedServer server;

  private Api(ApplicationContext context, EmbeddedServer server) {
    this.context = context;
    this.server = server;
  }

  /**
   * Brings the database schema up to date and listens.
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
            .properties(
                Map.of(
                    "fairlead.program",
                    "api",
                    "micronaut.application.name",
                    "fairlead-api",
                    "micronaut.server.host",
                    config.host(),
                    "micronaut.server.port",
                    config.port() == 0 ? -1 : config.port(),
                    "micronaut.server.max-request-size",
                    MAX_REQUEST,
                    "jackson.serialization-inclusion",
                    "ALWAYS",
                    "jackson.serialization.write-dates-as-timestamps",
                    false))
            .singletons(config, launcher)
            .start();
    try {
      return new Api(context, context.getBean(EmbeddedServer.class).start());
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getPort();
  }

  /** Finishes the requests under way, then stops the builds it has launched. */
  @Override
  public void close() {
    context.close();
  }
}
