package dev.fairlead.testing.aws;

import com.github.dockerjava.api.exception.DockerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** A LocalStack in a container, where a Docker daemon is that has the image already. */
final class LocalStackServer implements AutoCloseable {
  /** The last release that needs no licence. */
  static final String IMAGE = "localstack/localstack:4.14.0";

  /** What that release answers for, of what we use; it has no ECS and no ECR. */
  static final Set<String> SERVICES =
      Set.of("s3", "sqs", "events", "secretsmanager", "ssm", "sts", "iam", "route53");

  private final LocalStackContainer container;

  private LocalStackServer(LocalStackContainer container) {
    this.container = container;
  }

  static Optional<LocalStackServer> startIfThere() {
    if (!daemonIsNamed() || !DockerClientFactory.instance().isDockerAvailable() || !hasImage()) {
      return Optional.empty();
    }
    LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE));
    container.start();
    return Optional.of(new LocalStackServer(container));
  }

  /** Without a socket Testcontainers looks for a daemon for minutes. */
  private static boolean daemonIsNamed() {
    return System.getenv().containsKey("DOCKER_HOST")
        || Files.exists(Path.of("/var/run/docker.sock"));
  }

  private static boolean hasImage() {
    try {
      DockerClientFactory.instance().client().inspectImageCmd(IMAGE).exec();
      return true;
    } catch (DockerException notThere) {
      return false;
    }
  }

  AwsEndpoint endpoint() {
    return new AwsEndpoint(
        AwsEndpoint.Source.LOCALSTACK,
        container.getEndpoint(),
        container.getRegion(),
        container.getAccessKey(),
        container.getSecretKey());
  }

  @Override
  public void close() {
    container.stop();
  }
}
