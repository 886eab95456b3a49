package dev.fairlead.api.publishing;

import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.build.protocol.UploadGrants;
import dev.fairlead.site.Blob;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.s3.S3UploadPresigner;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Which blobs of a project are in the store for certain. A blob gets into the ledger once it has
 * been seen there with the right length; that its bytes are right, the store itself has checked.
 */
@Singleton
public final class BlobLedger {
  private static final Duration GRANT_VALIDITY = Duration.ofMinutes(15);
  private static final int CHECKS_AT_A_TIME = 32;
  private static final int ROWS_PER_QUERY = 5000;

  private final Jdbi jdbi;
  private final ProjectStorage storage;

  BlobLedger(Jdbi jdbi, ProjectStorage storage) {
    this.jdbi = jdbi;
    this.storage = storage;
  }

  /**
   * Leave to upload those of the blobs that are not known to be there.
   *
   * @throws IOException if the project's storage region is no longer configured
   */
  public UploadGrants grantMissing(ProjectId project, Collection<Blob> blobs) throws IOException {
    S3UploadPresigner presigner = storage.presigner(project);
    return new UploadGrants(
        missing(project, blobs).stream().map(blob -> grant(presigner, project, blob)).toList());
  }

  private static UploadGrants.Grant grant(
      S3UploadPresigner presigner, ProjectId project, Blob blob) {
    S3UploadPresigner.Upload presigned = presigner.blob(project, blob, GRANT_VALIDITY);
    return new UploadGrants.Grant(blob.sha256(), presigned.url().toString(), presigned.headers());
  }

  /**
   * Makes sure that all blobs are in the store.
   *
   * @throws ProblemException {@code VALUE_INVALID} that names one that is not
   * @throws IOException if the store cannot be reached
   */
  void requireAll(ProjectId project, Collection<Blob> blobs) throws IOException {
    List<Blob> unknown = missing(project, blobs);
    checkInStore(project, unknown);
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  """
                  INSERT INTO blob (project_id, sha256, length) VALUES (?, ?, ?)
                  ON CONFLICT DO NOTHING
                  """);
          for (Blob blob : unknown) {
            batch.add(project.value(), blob.sha256().hex(), blob.length());
          }
          if (!unknown.isEmpty()) {
            batch.execute();
          }
        });
  }

  private List<Blob> missing(ProjectId project, Collection<Blob> blobs) {
    Map<String, Blob> missing =
        blobs.stream()
            .collect(Collectors.toMap(blob -> blob.sha256().hex(), blob -> blob, (a, b) -> a));
    Map<String, Long> known = new HashMap<>();
    List<String> hashes = List.copyOf(missing.keySet());
    for (int from = 0; from < hashes.size(); from += ROWS_PER_QUERY) {
      List<String> page = hashes.subList(from, Math.min(hashes.size(), from + ROWS_PER_QUERY));
      known.putAll(known(project, page));
    }
    missing
        .values()
        .removeIf(blob -> Long.valueOf(blob.length()).equals(known.get(blob.sha256().hex())));
    return List.copyOf(missing.values());
  }

  /** Lengths by hash. */
  private Map<String, Long> known(ProjectId project, List<String> hashes) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT sha256, length FROM blob
                    WHERE project_id = :project AND sha256 = ANY(:hashes)
                    """)
                .bind("project", project.value())
                .bindArray("hashes", String.class, hashes)
                .reduceRows(
                    new HashMap<String, Long>(),
                    (lengths, row) -> {
                      lengths.put(
                          row.getColumn("sha256", String.class),
                          row.getColumn("length", Long.class));
                      return lengths;
                    }));
  }

  private void checkInStore(ProjectId project, List<Blob> blobs) throws IOException {
    BlobStore store = storage.blobs(project);
    try (ExecutorService workers =
        Executors.newFixedThreadPool(CHECKS_AT_A_TIME, Thread.ofVirtual().factory())) {
      List<Future<OptionalLong>> lengths = new ArrayList<>(blobs.size());
      for (Blob blob : blobs) {
        lengths.add(workers.submit(() -> store.length(project, blob.sha256())));
      }
      for (int i = 0; i < blobs.size(); i++) {
        check(blobs.get(i), lengths.get(i).get());
      }
    } catch (ExecutionException e) {
      throw new IOException("blobs cannot be checked", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while checking blobs", e);
    }
  }

  private static void check(Blob blob, OptionalLong length) {
    if (length.isEmpty() || length.getAsLong() != blob.length()) {
      throw ProblemException.invalid(
          "files", "Blob %s has not been uploaded.".formatted(blob.sha256()));
    }
  }
}
