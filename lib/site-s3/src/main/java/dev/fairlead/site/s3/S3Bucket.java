package dev.fairlead.site.s3;

import dev.fairlead.site.InvalidDocumentException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * One bucket and the connections to it, shared by all stores that live there. Every call blocks, is
 * bounded in time, and is repeated a few times where that is safe. Objects are read by {@link
 * S3Reader}; the SDK does the rest, and would need several times the CPU for a read. Its clients
 * are made when something is written or signed for the first time: an edge only reads.
 */
public final class S3Bucket implements AutoCloseable {
  private static final S3Limits LIMITS = S3Limits.STANDARD;
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final String name;
  private final SdkClients sdk;
  private final S3Reader reader;

  private S3Bucket(String name, SdkClients sdk, S3Reader reader) {
    this.name = name;
    this.sdk = sdk;
    this.reader = reader;
  }

  /** Opens connections when they are needed; the bucket need not exist yet. */
  public static S3Bucket open(S3Config config) {
    SdkClients sdk = new SdkClients(config, LIMITS);
    S3Reader reader =
        new S3Reader(
            sdk.address(),
            config.region(),
            sdk.credentials(),
            LIMITS,
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            InstantSource.system());
    return new S3Bucket(config.bucket(), sdk, reader);
  }

  /**
   * Makes the bucket if it is missing, for a server of our own; on AWS the buckets are made by CDK.
   */
  public void createIfMissing() throws IOException {
    try {
      client().createBucket(bucket -> bucket.bucket(name));
    } catch (BucketAlreadyOwnedByYouException exists) {
      return;
    } catch (SdkException e) {
      throw failure("create bucket", name, e);
    }
  }

  String name() {
    return name;
  }

  S3Client client() {
    return sdk.client();
  }

  S3Presigner presigner() {
    return sdk.presigner();
  }

  S3Reader reader() {
    return reader;
  }

  /** A whole small object and its ETag. */
  record Content(byte[] bytes, String tag) {}

  Optional<Content> find(String key) throws IOException {
    return find(key, Integer.MAX_VALUE);
  }

  /**
   * Reads an object, unless it has more bytes than it may.
   *
   * @throws InvalidDocumentException if it has
   */
  Optional<Content> find(String key, int most) throws IOException {
    return reader.whole(key, most);
  }

  /** Writes a small object, whatever is there. */
  void put(String key, byte[] bytes, String contentType) throws IOException {
    try {
      client()
          .putObject(
              put -> put.bucket(name).key(key).contentType(contentType),
              RequestBody.fromBytes(bytes));
    } catch (SdkException e) {
      throw failure("write", key, e);
    }
  }

  /**
   * Writes a small JSON object where there is none.
   *
   * @return its tag; empty if there is another one
   */
  Optional<String> create(String key, byte[] json) throws IOException {
    return write(key, json, "");
  }

  /**
   * Writes a small JSON object where the stored one has the expected tag.
   *
   * @return its new tag; empty if the stored one has another tag, or there is none
   */
  Optional<String> replace(String key, byte[] json, String expectedTag) throws IOException {
    return write(key, json, expectedTag);
  }

  private Optional<String> write(String key, byte[] json, String expectedTag) throws IOException {
    try {
      return Optional.of(
          client()
              .putObject(
                  put -> {
                    put.bucket(name).key(key).contentType("application/json");
                    if (expectedTag.isEmpty()) {
                      put.ifNoneMatch("*");
                      return;
                    }
                    put.ifMatch(expectedTag);
                  },
                  RequestBody.fromBytes(json))
              .eTag());
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case PRECONDITION_FAILED -> ours(key, json);
        case CONFLICT, NOT_FOUND -> Optional.empty();
        default -> throw failure("write", key, e);
      };
    } catch (SdkException e) {
      throw failure("write", key, e);
    }
  }

  /**
   * After a broken connection the SDK writes again, and the second write fails on what the first
   * one stored: then it is our object that is there.
   */
  private Optional<String> ours(String key, byte[] json) throws IOException {
    return find(key).filter(stored -> Arrays.equals(stored.bytes(), json)).map(Content::tag);
  }

  static IOException failure(String what, String key, SdkException cause) {
    return new IOException("S3: cannot %s %s: %s".formatted(what, key, cause.getMessage()), cause);
  }

  @Override
  public void close() {
    reader.close();
    sdk.close();
  }
}
