package dev.fairlead.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Makes {@code If-Match} writes atomic, as they are in S3: s3proxy looks at the ETag and writes
 * later, so that of two writers who name the same ETag both may win. Here the look and the write
 * happen under one lock per key.
 *
 * <p>Small bodies are read before the lock is taken, so a slow client holds nobody up. Larger ones
 * cannot be written conditionally and, unconditionally, are written without the lock: the file
 * appears by one rename.
 */
final class ConditionalBlobStore extends ForwardingBlobStore {
  private static final int SMALL = 1 << 20;
  private static final int STRIPES = 256;

  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

  ConditionalBlobStore(BlobStore delegate) {
    super(delegate);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    String ifMatch = request.ifMatch();
    long length = request.contentLength() == null ? Long.MAX_VALUE : request.contentLength();
    if (length > SMALL) {
      if (ifMatch != null) {
        throw S3Exceptions.invalidRequest("If-Match is for objects of at most 1 MiB here");
      }
      return super.putBlob(request, payload);
    }
    byte[] content = read(payload, (int) length);
    Lock lock = lock(request.bucket(), request.key());
    lock.lock();
    try {
      if (ifMatch != null) {
        check(request, ifMatch);
      }
      return super.putBlob(request, new ByteArrayInputStream(content));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    Lock lock = lock(request.bucket(), request.key());
    lock.lock();
    try {
      return super.removeBlob(request);
    } finally {
      lock.unlock();
    }
  }

  private void check(PutObjectRequest request, String ifMatch) {
    HeadObjectResponse current = delegate().blobMetadataIfPresent(request.bucket(), request.key());
    if (current == null) {
      throw S3Exceptions.noSuchKey(request.bucket(), request.key(), null);
    }
    if (!ifMatch.equals("*") && !bare(ifMatch).equals(bare(current.eTag()))) {
      throw S3Exceptions.preconditionFailed(null);
    }
  }

  private static String bare(String tag) {
    return tag.replace("\"", "");
  }

  /**
   * Reads to the end. Room for one byte more than there is: the stream of s3proxy that checks a
   * checksum refuses the body if it is asked for no bytes at its end.
   */
  private static byte[] read(InputStream payload, int length) {
    byte[] content = new byte[length + 1];
    try {
      return Arrays.copyOf(content, payload.readNBytes(content, 0, content.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Lock lock(String bucket, String key) {
    return locks[Math.floorMod(Arrays.hashCode(new Object[] {bucket, key}), STRIPES)];
  }
}
