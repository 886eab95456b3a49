package dev.fairlead.api.log;

import dev.fairlead.api.storage.ProjectStorage;
import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.ProjectId;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The logs of finished deployments in S3: one chunk a line, as JSON, compressed with gzip. */
@Singleton
final class LogArchive {
  private static final int CHUNKS_AT_A_TIME = 200;

  private final LogStore store;
  private final ProjectStorage storage;

  LogArchive(LogStore store, ProjectStorage storage) {
    this.store = store;
    this.storage = storage;
  }

  /** Copies what is stored of a log into the archive; repeating it changes nothing. */
  void save(ProjectId project, DeploymentId deployment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      LogCursor cursor = LogCursor.START;
      List<LogChunk> chunks;
      do {
        chunks = store.after(deployment, cursor, CHUNKS_AT_A_TIME);
        for (LogChunk chunk : chunks) {
          out.write(chunk.toJson());
          out.write('\n');
          cursor = chunk.end();
        }
      } while (chunks.size() == CHUNKS_AT_A_TIME);
    }
    storage.logs(project).put(project, deployment, bytes.toByteArray());
  }

  /** Reads an archived log; empty if there is none. */
  List<LogChunk> load(ProjectId project, DeploymentId deployment) throws IOException {
    Optional<byte[]> archived = storage.logs(project).find(project, deployment);
    if (archived.isEmpty()) {
      return List.of();
    }
    List<LogChunk> chunks = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archived.get()))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (byte b : in.readAllBytes()) {
        if (b != '\n') {
          line.write(b);
        } else if (LogMessage.parse(line.toByteArray()) instanceof LogChunk chunk) {
          chunks.add(chunk);
          line.reset();
        }
      }
    }
    return chunks;
  }
}
