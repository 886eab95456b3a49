package dev.fairlead.infra.image;

import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.infra.stage.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The repositories of a stage's images in ECR, and the SSM parameters that say which image is the
 * stage's. Tags cannot be moved, every image is scanned, and only the last ones are kept.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html">Amazon
 *     ECR private repositories</a>
 */
public final class EcrImages implements AutoCloseable {
  private static final int MAX_KEPT = 1000;

  private final EcrClient ecr;
  private final SsmClient ssm;

  public EcrImages(AwsAccess aws) {
    this.ecr = aws.client(EcrClient.builder());
    this.ssm = aws.client(SsmClient.builder());
  }

  /**
   * How to sign in to the registry; good for twelve hours.
   *
   * @param registry host name, without a scheme
   */
  public record Login(String registry, String user, String password) {
    @Override
    public String toString() {
      return "Login[%s]".formatted(registry);
    }
  }

  /**
   * Makes a repository where it is missing, and sets how many images it keeps.
   *
   * @param keep 1–1,000
   * @return its address, without a tag
   */
  public String ensureRepository(ImageName image, int keep) {
    if (keep < 1 || keep > MAX_KEPT) {
      throw new IllegalArgumentException(
          "images to keep: %d (expected: 1–%d)".formatted(keep, MAX_KEPT));
    }
    Repository repository = findOrCreate(image.repository());
    ecr.putLifecyclePolicy(
        put ->
            put.repositoryName(image.repository())
                .lifecyclePolicyText(
                    """
                    {"rules": [{"rulePriority": 1, "description": "Keep the last images",
                      "selection": {"tagStatus": "any", "countType": "imageCountMoreThan",
                        "countNumber": %d},
                      "action": {"type": "expire"}}]}
                    """
                        .formatted(keep)));
    return repository.repositoryUri();
  }

  private Repository findOrCreate(String name) {
    try {
      return ecr.createRepository(
              create ->
                  create
                      .repositoryName(name)
                      .imageTagMutability(ImageTagMutability.IMMUTABLE)
                      .imageScanningConfiguration(scan -> scan.scanOnPush(true))
                      .encryptionConfiguration(keys -> keys.encryptionType(EncryptionType.AES256)))
          .repository();
    } catch (RepositoryAlreadyExistsException there) {
      return ecr.describeRepositories(describe -> describe.repositoryNames(name))
          .repositories()
          .getFirst();
    }
  }

  /** Asks for a password of the registry. */
  public Login login() throws IOException {
    AuthorizationData granted = ecr.getAuthorizationToken().authorizationData().getFirst();
    String decoded =
        new String(
            Base64.getDecoder().decode(granted.authorizationToken()), StandardCharsets.UTF_8);
    int colon = decoded.indexOf(':');
    if (colon < 0) {
      throw new IOException("ECR gave a token that is no user and password");
    }
    return new Login(
        granted.proxyEndpoint().replaceFirst("^https?://", ""),
        decoded.substring(0, colon),
        decoded.substring(colon + 1));
  }

  /** The digest of a tag, {@code sha256:…}; empty if nothing has been pushed under it. */
  public Optional<String> digestOf(ImageName image, String tag) {
    try {
      return ecr
          .describeImages(
              describe ->
                  describe.repositoryName(image.repository()).imageIds(id -> id.imageTag(tag)))
          .imageDetails()
          .stream()
          .findFirst()
          .map(detail -> detail.imageDigest());
    } catch (ImageNotFoundException none) {
      return Optional.empty();
    }
  }

  /** Makes an image the stage's: the next deployment with pushed images takes it. */
  public void record(ImageName image, String address) {
    ssm.putParameter(
        put ->
            put.name(image.parameter())
                .description("Image of Fairlead's %s".formatted(image.program()))
                .type(ParameterType.STRING)
                .value(address)
                .overwrite(true));
  }

  @Override
  public void close() {
    ecr.close();
    ssm.close();
  }
}
