package dev.fairlead.site.s3;

import dev.fairlead.site.Blob;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageKeys;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * Signs URLs with which a client that has no credentials can upload exactly one content to exactly
 * one key, once: length and SHA-256 are part of the signature, and so is {@code If-None-Match: *}.
 * Signing does no I/O.
 */
public final class S3UploadPresigner {
  /** What an HTTP client sends by itself; it is signed too, so a wrong length is refused. */
  private static final Set<String> IMPLIED = Set.of("host", "content-length");

  private final S3Bucket bucket;

  public S3UploadPresigner(S3Bucket bucket) {
    this.bucket = bucket;
  }

  /**
   * A {@code PUT} that the store accepts until it expires. It answers 200 for the right bytes, 412
   * if the key is taken, 400 for other bytes and 403 for anything that differs from what was
   * signed.
   *
   * @param headers to be sent exactly so, besides {@code Host} and {@code Content-Length}
   */
  public record Upload(URI url, Map<String, String> headers) {
    public Upload {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Upload[%s]".formatted(url.getPath());
    }
  }

  /** Allows a build to upload a blob of its project. */
  public Upload blob(ProjectId project, Blob blob, Duration validity) {
    return put(StorageKeys.blob(project, blob.sha256()), blob, validity);
  }

  /** Allows a user to upload the packed source of a deployment. */
  public Upload source(String uploadId, Blob archive, Duration validity) {
    return put(StorageKeys.upload(uploadId), archive, validity);
  }

  /** Allows a build to download the packed source of its deployment. */
  public URI sourceDownload(String uploadId, Duration validity) {
    return URI.create(
        bucket
            .presigner()
            .presignGetObject(
                presign ->
                    presign
                        .signatureDuration(validity)
                        .getObjectRequest(
                            get -> get.bucket(bucket.name()).key(StorageKeys.upload(uploadId))))
            .url()
            .toString());
  }

  private Upload put(String key, Blob blob, Duration validity) {
    PresignedPutObjectRequest request =
        bucket
            .presigner()
            .presignPutObject(
                presign ->
                    presign
                        .signatureDuration(validity)
                        .putObjectRequest(
                            put ->
                                put.bucket(bucket.name())
                                    .key(key)
                                    .contentLength(blob.length())
                                    .checksumSHA256(blob.sha256().base64())
                                    .ifNoneMatch("*")));
    Map<String, String> headers =
        request.signedHeaders().entrySet().stream()
            .filter(header -> !IMPLIED.contains(header.getKey().toLowerCase(Locale.ROOT)))
            .collect(
                Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
    return new Upload(URI.create(request.url().toString()), headers);
  }
}
