package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdentifiersTest {

  @Test
  void aRandomIdIsReadBackAndNoLabelRuleIsBroken() {
    Random random = new Random(7);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ProjectId project = ProjectId.random(random);
      DeploymentId deployment = DeploymentId.random(random);
      assertThat(ProjectId.parse(project.value())).isEqualTo(project);
      assertThat(DeploymentId.parse(deployment.value())).isEqualTo(deployment);
      assertThat(Hostname.isLabel(deployment.value())).isTrue();
      ids.add(project.value());
      ids.add(deployment.value());
    }
    assertThat(ids).hasSize(2000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0123456789abcde",
        "0123456789abcdeff",
        "0123456789ABCDEF",
        "0123456789abcdei",
        "../../../../../..",
        "0123456789abcd/e"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> ProjectId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DeploymentId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void storageKeysAreMadeOfIdsHashesAndHosts() {
    ProjectId project = ProjectId.parse("0123456789abcdef");
    DeploymentId deployment = DeploymentId.parse("fedcba9876543210");
    ContentHash hash = ContentHash.of(new byte[0]);

    assertThat(StorageKeys.blob(project, hash))
        .isEqualTo("projects/0123456789abcdef/blobs/" + hash.hex());
    assertThat(StorageKeys.manifest(project, deployment))
        .isEqualTo("projects/0123456789abcdef/deployments/fedcba9876543210/manifest");
    assertThat(StorageKeys.route(Hostname.parse("a.example"))).isEqualTo("routes/a.example");
    assertThat(StorageKeys.log(project, deployment))
        .isEqualTo("logs/0123456789abcdef/fedcba9876543210");
    assertThatThrownBy(() -> StorageKeys.upload("../x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
