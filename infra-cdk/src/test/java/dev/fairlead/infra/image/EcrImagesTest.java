package dev.fairlead.infra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.infra.stage.ImageName;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What we ask of ECR and SSM, asked of something that answers for AWS. */
@AwsEndpointTest({"ecr", "ssm"})
final class EcrImagesTest {
  private final AwsAccess aws;
  private final EcrImages images;
  private final ImageName name =
      new ImageName("s" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()), "api");

  EcrImagesTest(AwsEndpoint endpoint) {
    this.aws =
        new AwsAccess(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(endpoint.accessKeyId(), endpoint.secretAccessKey())),
            endpoint.region(),
            Optional.of(endpoint.uri()));
    this.images = new EcrImages(aws);
  }

  @AfterEach
  void close() {
    images.close();
  }

  @Test
  void aRepositoryIsMadeOnceScansAndKeepsTheLastImages() {
    String address = images.ensureRepository(name, 20);
    assertThat(images.ensureRepository(name, 7)).isEqualTo(address);

    assertThat(address).endsWith("/" + name.repository());
    try (EcrClient ecr = aws.client(EcrClient.builder())) {
      Repository repository =
          ecr.describeRepositories(describe -> describe.repositoryNames(name.repository()))
              .repositories()
              .getFirst();
      assertThat(repository.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
      assertThat(repository.imageScanningConfiguration().scanOnPush()).isTrue();
      assertThat(
              ecr.getLifecyclePolicy(get -> get.repositoryName(name.repository()))
                  .lifecyclePolicyText())
          .contains("\"countNumber\": 7")
          .contains("imageCountMoreThan");
    }
  }

  @Test
  void theLoginIsForTheRegistryAndDoesNotShowItsPassword() throws Exception {
    EcrImages.Login login = images.login();

    assertThat(login.registry()).doesNotContain("://").isNotEmpty();
    assertThat(login.user()).isEqualTo("AWS");
    assertThat(login.password()).isNotEmpty();
    assertThat(login.toString()).doesNotContain(login.password());
  }

  @Test
  void aDigestIsThatOfTheTagAndTheStageTakesWhatWasRecorded() {
    String repository = images.ensureRepository(name, 20);
    assertThat(images.digestOf(name, "one")).isEmpty();
    String digest;
    try (EcrClient ecr = aws.client(EcrClient.builder())) {
      PutImageResponse put =
          ecr.putImage(
              image ->
                  image
                      .repositoryName(name.repository())
                      .imageTag("one")
                      .imageManifest(
                          """
                          {"schemaVersion": 2,
                           "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                           "config": {"mediaType": "application/vnd.docker.container.image.v1+json",
                             "size": 2, "digest": "sha256:%s"}, "layers": []}
                          """
                              .formatted("0".repeat(64))));
      digest = put.image().imageId().imageDigest();
    }

    assertThat(images.digestOf(name, "one")).contains(digest);
    images.record(name, repository + "@sha256:first");
    images.record(name, repository + "@" + digest);

    try (SsmClient ssm = aws.client(SsmClient.builder())) {
      assertThat(ssm.getParameter(get -> get.name(name.parameter())).parameter().value())
          .isEqualTo(repository + "@" + digest);
    }
  }

  @Test
  void whatEcrWouldNotTakeIsRefusedBefore() {
    assertThatThrownBy(() -> images.ensureRepository(name, 0))
        .hasMessageContaining("images to keep: 0");
    assertThatThrownBy(() -> new ImageName("Live", "api")).hasMessageContaining("stage: Live");
    assertThatThrownBy(() -> new ImageName("live", "web")).hasMessageContaining("image: web");
  }
}
