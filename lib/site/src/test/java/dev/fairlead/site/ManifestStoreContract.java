package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ManifestStore} does; run against each implementation. */
public abstract class ManifestStoreContract {
  private static final Random RANDOM = new Random();
  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07.890Z");

  private final ProjectId project = ProjectId.random(RANDOM);
  private final DeploymentId deployment = DeploymentId.random(RANDOM);

  protected abstract ManifestStore store();

  /** Stores bytes in the place of a manifest, whatever they are. */
  protected abstract void putBytes(ProjectId project, DeploymentId deployment, byte[] bytes)
      throws Exception;

  @Test
  void findsWhatWasCreated() throws Exception {
    Manifest manifest = manifest(deployment, "body");

    assertThat(store().create(manifest)).isEqualTo(manifest);
    assertThat(store().find(project, deployment)).contains(manifest);
  }

  @Test
  void findsNothingWhereNothingWasCreated() throws Exception {
    store().create(manifest(deployment, "body"));

    assertThat(store().find(project, DeploymentId.random(RANDOM))).isEmpty();
    assertThat(store().find(ProjectId.random(RANDOM), deployment)).isEmpty();
  }

  @Test
  void aManifestIsWrittenOnce() throws Exception {
    Manifest first = manifest(deployment, "first");
    store().create(first);

    assertThat(store().create(manifest(deployment, "second"))).isEqualTo(first);
    assertThat(store().find(project, deployment)).contains(first);
  }

  @Test
  void allConcurrentWritersGetTheOneThatWon() throws Exception {
    Set<Manifest> returned = ConcurrentHashMap.newKeySet();
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      List<Callable<Boolean>> writers =
          Stream.iterate(1, i -> i + 1)
              .limit(8)
              .<Callable<Boolean>>map(
                  i -> () -> returned.add(store().create(manifest(deployment, "body " + i))))
              .toList();
      for (Future<Boolean> writer : executor.invokeAll(writers)) {
        writer.get();
      }
    }

    assertThat(returned).hasSize(1);
    assertThat(store().find(project, deployment)).contains(returned.iterator().next());
  }

  @Test
  void refusesWhatIsNoManifest() throws Exception {
    for (String bytes : List.of("", "null", "<html>", "{\"schema\":1}")) {
      putBytes(project, deployment, bytes.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> store().find(project, deployment))
          .as(bytes)
          .isInstanceOf(InvalidDocumentException.class);
      assertThatThrownBy(() -> store().findResolver(project, deployment))
          .as(bytes)
          .isInstanceOf(InvalidDocumentException.class);
    }
  }

  @Test
  void findsWhatAnswersTheRequestsOfADeployment() throws Exception {
    Manifest manifest = manifest(deployment, "body");
    store().create(manifest);

    Resolver resolver = store().findResolver(project, deployment).orElseThrow();

    assertThat(resolver.file(0)).isEqualTo(manifest.files().getFirst());
    assertThat(resolver.createdAt()).isEqualTo(CREATED);
    assertThat(store().findResolver(project, DeploymentId.random(RANDOM))).isEmpty();
  }

  @Test
  void refusesTheManifestOfAnotherDeployment() throws Exception {
    Manifest other = manifest(DeploymentId.random(RANDOM), "body");
    putBytes(project, deployment, other.toJson());

    assertThatThrownBy(() -> store().find(project, deployment))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(other.deployment().value());
    assertThatThrownBy(() -> store().findResolver(project, deployment))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining(other.deployment().value());
  }

  private Manifest manifest(DeploymentId id, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    SiteFile file =
        new SiteFile(
            SitePath.parse("/ünïcode/index.html"),
            "text/html; charset=utf-8",
            false,
            new Blob(ContentHash.of(content), content.length),
            Map.of(Coding.GZIP, new Blob(ContentHash.of(new byte[] {1}), 1)));
    return new Manifest(
        Manifest.SCHEMA, project, id, CREATED, NotFoundHandling.NOT_FOUND_PAGE, List.of(file));
  }
}
