package dev.fairlead.testing.aws;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoints of this JVM, started when the first test needs them. */
final class AwsEndpoints implements AutoCloseable {
  private static final String GIVEN = "FAIRLEAD_TEST_AWS_ENDPOINT";

  private final Map<String, String> environment;
  private @Nullable LocalStackServer localStack;
  private @Nullable MotoServer moto;
  private boolean searched;

  AwsEndpoints(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Whether something answers for AWS here. */
  sealed interface Found {
    record Endpoint(AwsEndpoint endpoint) implements Found {}

    record None(String reason) implements Found {}
  }

  /**
   * Chooses what answers for the services.
   *
   * @throws IOException if something is installed that should answer, and does not start
   */
  synchronized Found find(Set<String> services) throws IOException {
    String given = environment.get(GIVEN);
    if (given != null) {
      return new Found.Endpoint(
          new AwsEndpoint(
              AwsEndpoint.Source.GIVEN,
              URI.create(given),
              environment.getOrDefault("AWS_REGION", "us-east-1"),
              environment.getOrDefault("AWS_ACCESS_KEY_ID", "test"),
              environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "test")));
    }
    if (!searched) {
      searched = true;
      localStack = LocalStackServer.startIfThere().orElse(null);
    }
    if (localStack != null && LocalStackServer.SERVICES.containsAll(services)) {
      return new Found.Endpoint(localStack.endpoint());
    }
    if (moto == null) {
      Optional<MotoServer> started = MotoServer.startIfThere();
      if (started.isEmpty()) {
        return new Found.None(
            "%s is not set, no Docker daemon has the image %s, and moto_server is not installed"
                .formatted(GIVEN, LocalStackServer.IMAGE));
      }
      moto = started.get();
    }
    return new Found.Endpoint(moto.endpoint());
  }

  @Override
  public synchronized void close() {
    if (localStack != null) {
      localStack.close();
    }
    if (moto != null) {
      moto.close();
    }
  }
}
