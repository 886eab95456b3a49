package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.attempt.HttpExchange;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.site.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;

/** Fetches the archive that a user has uploaded, checks it against its hash, and unpacks it. */
final class UploadedArchive {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int TRIES = 3;

  private final BuildSource.Upload upload;
  private final long maxBytes;
  private final LogWriter log;

  UploadedArchive(BuildSource.Upload upload, long maxBytes, LogWriter log) {
    this.upload = upload;
    this.maxBytes = maxBytes;
    this.log = log;
  }

  Checkout into(Path directory, Path parts) throws IOException, BuildFailedException {
    log.say("Fetching the uploaded files (%,d bytes)".formatted(upload.length()));
    Path archive = parts.resolve("upload.tar.gz");
    fetch(archive);
    int files = new ArchiveExtraction(directory, maxBytes).extract(archive);
    Files.delete(archive);
    if (files == 0) {
      throw new BuildFailedException(
          FailureCode.UPLOAD_INVALID,
          "The uploaded folder is empty; deploy a folder that has files in it.");
    }
    log.say("Unpacked %,d files".formatted(files));
    return new Checkout(directory.toRealPath(), null);
  }

  private void fetch(Path archive) throws IOException, BuildFailedException {
    for (int tryNumber = 1; ; tryNumber++) {
      try {
        ContentHash hash = download(archive);
        if (!hash.equals(upload.sha256())) {
          throw new BuildFailedException(
              FailureCode.UPLOAD_INVALID,
              "The uploaded archive was damaged on its way; deploy the folder again.");
        }
        return;
      } catch (IOException e) {
        if (tryNumber == TRIES) {
          throw new BuildFailedException(
              FailureCode.PLATFORM_ERROR,
              "The uploaded archive cannot be fetched from the store (%s); try again."
                  .formatted(e.getMessage()),
              e);
        }
      }
    }
  }

  private ContentHash download(Path archive) throws IOException {
    HttpURLConnection connection = HttpExchange.open(URI.create(upload.url()), SILENCE);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException("the store answered " + status);
    }
    DigestOutputStream hashing =
        new DigestOutputStream(Files.newOutputStream(archive), ContentHash.newDigest());
    try (InputStream in = connection.getInputStream();
        OutputStream out = hashing) {
      byte[] buffer = new byte[64 << 10];
      long left = upload.length();
      for (int read = in.read(buffer); read >= 0 && left >= 0; read = in.read(buffer)) {
        left -= read;
        out.write(buffer, 0, read);
      }
      if (left != 0) {
        throw new IOException("the archive does not have %,d bytes".formatted(upload.length()));
      }
    }
    return ContentHash.ofDigest(hashing.getMessageDigest().digest());
  }
}
