package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesised.Resource;
import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of data. */
final class DataStackTest {

  @Test
  void everyRegionHasABucketOfAKnownName() {
    assertThat(Synthesised.resources(small(), "AWS::S3::Bucket"))
        .extracting(bucket -> bucket.properties().path("BucketName").toString())
        .anyMatch(name -> name.contains("fairlead-live-sites-") && name.contains("us-east-1"))
        .anyMatch(name -> name.contains("fairlead-live-sites-") && name.contains("eu-central-1"))
        .hasSize(2);
  }

  @Test
  void nothingInABucketIsPublicOrPlain() {
    for (Resource bucket : Synthesised.resources(small(), "AWS::S3::Bucket")) {
      JsonNode access = bucket.properties().path("PublicAccessBlockConfiguration");
      assertThat(
              List.of(
                  access.path("BlockPublicAcls").asBoolean(),
                  access.path("BlockPublicPolicy").asBoolean(),
                  access.path("IgnorePublicAcls").asBoolean(),
                  access.path("RestrictPublicBuckets").asBoolean()))
          .containsOnly(true);
      assertThat(bucket.properties().has("BucketEncryption")).isTrue();
      assertThat(bucket.properties().at("/LifecycleConfiguration/Rules/0/Prefix").asText())
          .isEqualTo("uploads/");
    }
    assertThat(Synthesised.resources(small(), "AWS::S3::BucketPolicy"))
        .hasSize(2)
        .allMatch(policy -> policy.properties().toString().contains("aws:SecureTransport"));
  }

  @Test
  void whatHoldsDataOutlivesItsStack() {
    Set<String> kept =
        Set.of(
            "AWS::S3::Bucket",
            "AWS::RDS::DBCluster",
            "AWS::RDS::DBInstance",
            "AWS::KMS::Key",
            "AWS::SecretsManager::Secret");
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, resource -> kept.contains(resource.type())))
          .hasSizeGreaterThanOrEqualTo(6)
          .allSatisfy(
              resource -> {
                assertThat(resource.node().path("DeletionPolicy").asText()).isEqualTo("Retain");
                assertThat(resource.node().path("UpdateReplacePolicy").asText())
                    .isEqualTo("Retain");
              });
    }
  }

  @Test
  void theDatabaseIsEncryptedPrivateProtectedAndSpeaksTlsOnly() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      JsonNode cluster = only(synthesis, "AWS::RDS::DBCluster");
      assertThat(cluster.path("StorageEncrypted").asBoolean()).isTrue();
      assertThat(cluster.path("DeletionProtection").asBoolean()).isTrue();
      assertThat(cluster.path("ManageMasterUserPassword").asBoolean()).isTrue();
      assertThat(cluster.has("MasterUserPassword")).isFalse();
      assertThat(cluster.path("BackupRetentionPeriod").asInt()).isGreaterThanOrEqualTo(7);
      assertThat(
              only(synthesis, "AWS::RDS::DBClusterParameterGroup")
                  .at("/Parameters/rds.force_ssl")
                  .asText())
          .isEqualTo("1");
      assertThat(Synthesised.resources(synthesis, "AWS::RDS::DBInstance"))
          .isNotEmpty()
          .allMatch(
              instance ->
                  instance.properties().has("PubliclyAccessible")
                      && !instance.properties().path("PubliclyAccessible").asBoolean());
    }
  }

  @Test
  void theCacheKnowsNoPasswordAndAUserForEachProgram() {
    List<Resource> users = Synthesised.resources(small(), "AWS::ElastiCache::User");

    assertThat(users)
        .hasSize(3)
        .allSatisfy(
            user -> {
              assertThat(user.properties().path("UserId"))
                  .isEqualTo(user.properties().path("UserName"));
              assertThat(user.properties().at("/AuthenticationMode/Type").asText())
                  .isEqualTo("iam");
              assertThat(user.properties().has("Passwords")).isFalse();
              assertThat(user.properties().path("AccessString").asText())
                  .contains("-@all")
                  .doesNotContain("+@all");
            });
    assertThat(only(small(), "AWS::ElastiCache::ServerlessCache").has("KmsKeyId")).isTrue();
  }

  @Test
  void theDatabaseIsGivenUpOnlyAfterALastSnapshotAndNoBucketEver(@TempDir Path folder) {
    Synthesis deleting =
        Synthesis.of(
            Synthesised.stage(StageSize.SMALL),
            Synthesis.ImageSource.PUSHED,
            folder,
            true,
            folder.resolve("out"));

    Resource cluster = Synthesised.resources(deleting, "AWS::RDS::DBCluster").getFirst();
    assertThat(cluster.node().path("DeletionPolicy").asText()).isEqualTo("Snapshot");
    assertThat(cluster.properties().path("DeletionProtection").asBoolean()).isFalse();
    assertThat(Synthesised.resources(deleting, "AWS::S3::Bucket"))
        .allMatch(bucket -> bucket.node().path("DeletionPolicy").asText().equals("Retain"));
  }

  @Test
  void aSnapshotMakesAnotherClusterBesideTheFirst(@TempDir Path folder) {
    Stage stage = Synthesised.stage(StageSize.SMALL);
    Stage restored =
        new Stage(
            stage.name(),
            stage.size(),
            stage.region(),
            stage.sites(),
            stage.platform(),
            stage.furtherRegions(),
            stage.architecture(),
            stage.alarmMail(),
            stage.zones(),
            Optional.of("before-the-accident"));
    Synthesis synthesis =
        Synthesis.of(restored, Synthesis.ImageSource.PUSHED, folder, false, folder.resolve("out"));

    JsonNode cluster = only(synthesis, "AWS::RDS::DBCluster");
    assertThat(cluster.path("SnapshotIdentifier").asText()).isEqualTo("before-the-accident");
    assertThat(cluster.path("DBClusterIdentifier").asText())
        .matches("fairlead-live-database-[0-9a-f]{8}");
    assertThat(cluster.has("MasterUsername")).isFalse();
    assertThat(cluster.has("DatabaseName")).isFalse();
    assertThat(cluster.path("ManageMasterUserPassword").asBoolean()).isTrue();
  }

  @Test
  void theCertificateOfTheDatabaseIsChecked() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, "AWS::ECS::TaskDefinition"))
          .anyMatch(
              task ->
                  task.node()
                      .toString()
                      .contains("sslmode=verify-full&sslrootcert=/opt/fairlead/rds-ca.pem"));
    }
  }

  private static Synthesis small() {
    return Synthesised.of(StageSize.SMALL);
  }

  private static JsonNode only(Synthesis synthesis, String type) {
    List<Resource> found = Synthesised.resources(synthesis, type);
    assertThat(found).hasSize(1);
    return found.getFirst().properties();
  }
}
