package dev.fairlead.buildtask.upload;

import dev.fairlead.build.protocol.BuildPaths;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.UploadGrants;
import dev.fairlead.build.protocol.UploadGrants.Grant;
import dev.fairlead.build.protocol.UploadRequest;
import dev.fairlead.build.protocol.UploadSummary;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.attempt.ApiClient;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.collect.CollectedSite;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks which blobs are missing, and puts those, several at a time. */
public final class UploadPhase {
  private static final int PARALLEL_UPLOADS = 8;

  private final ApiClient api;
  private final LogWriter log;
  private final StopSignal stop;

  public UploadPhase(ApiClient api, LogWriter log, StopSignal stop) {
    this.api = api;
    this.log = log;
    this.stop = stop;
  }

  public UploadSummary run(CollectedSite site)
      throws IOException, BuildFailedException, StoppedException {
    List<Blob> blobs =
        site.contents().keySet().stream().sorted(Comparator.comparing(Blob::sha256)).toList();
    long uploadedBytes = 0;
    int uploadedBlobs = 0;
    for (int from = 0; from < blobs.size(); from += UploadRequest.MAX_BLOBS) {
      List<Blob> batch =
          blobs.subList(from, Math.min(blobs.size(), from + UploadRequest.MAX_BLOBS));
      List<Blob> missing = upload(site, batch);
      uploadedBlobs += missing.size();
      uploadedBytes += missing.stream().mapToLong(Blob::length).sum();
    }
    log.say(
        "Uploaded %,d of %,d blobs, %,d bytes"
            .formatted(uploadedBlobs, blobs.size(), uploadedBytes));
    return new UploadSummary(site.files().size(), site.bytes(), uploadedBlobs, uploadedBytes);
  }

  private List<Blob> upload(CollectedSite site, List<Blob> batch)
      throws IOException, BuildFailedException, StoppedException {
    byte[] answer = api.post(BuildPaths.UPLOADS, new UploadRequest(batch));
    UploadGrants grants = WireFormat.parse("upload grants", answer, UploadGrants.class);
    Map<ContentHash, Blob> asked = new HashMap<>();
    batch.forEach(blob -> asked.put(blob.sha256(), blob));
    List<Blob> missing = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(PARALLEL_UPLOADS)) {
      try {
        List<Future<?>> uploads = new ArrayList<>();
        for (Grant grant : grants.grants()) {
          Blob blob = asked.get(grant.sha256());
          if (blob != null) {
            missing.add(blob);
            BlobUpload upload = new BlobUpload(blob, site.contents().get(blob), stop);
            uploads.add(workers.submit(() -> upload.put(grant)));
          }
        }
        for (Future<?> upload : uploads) {
          upload.get();
        }
      } finally {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while uploading", e);
    } catch (ExecutionException e) {
      stop.check();
      throw new BuildFailedException(
          FailureCode.PLATFORM_UPLOAD_FAILED,
          "The site's files cannot be uploaded (%s); try again, and tell the operator if it stays so."
              .formatted(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
    return missing;
  }
}
