package dev.fairlead.embedded;

import java.nio.file.Path;

/**
 * What an embedded S3 needs to know.
 *
 * @param directory holds one folder per bucket; made if missing. Its file system must keep extended
 *     attributes
 * @param port to listen on, or 0 for a free one
 * @param accessKeyId the one identity that may sign requests (Signature Version 4)
 * @param secretAccessKey its key
 */
public record EmbeddedS3Config(
    Path directory, int port, String accessKeyId, String secretAccessKey) {
  public EmbeddedS3Config {
    directory = directory.toAbsolutePath().normalize();
    Checks.port(port);
    Checks.word("accessKeyId", accessKeyId);
    Checks.secret("secretAccessKey", secretAccessKey);
  }

  @Override
  public String toString() {
    return "EmbeddedS3Config[directory=%s, port=%d, accessKeyId=%s]"
        .formatted(directory, port, accessKeyId);
  }
}
