package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class S3LogArchiveTest {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();
  private final ProjectId project = ProjectId.random(new Random());
  private final DeploymentId deployment = DeploymentId.random(new Random());

  @Test
  void keepsTheLastLogOfADeployment() throws Exception {
    S3LogArchive archive = new S3LogArchive(LOCAL.bucket());

    assertThat(archive.find(project, deployment)).isEmpty();
    archive.put(project, deployment, bytes("first"));
    archive.put(project, deployment, bytes("second"));

    assertThat(archive.find(project, deployment)).contains(bytes("second"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
