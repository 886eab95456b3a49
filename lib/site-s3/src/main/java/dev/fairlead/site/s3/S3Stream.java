package dev.fairlead.site.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * Part of an object. Closed before its end, the connection is dropped instead of reading on to the
 * end; ended too early, it says so instead of passing for the whole.
 */
final class S3Stream extends FilterInputStream {
  private final ResponseInputStream<?> response;
  private long remaining;

  S3Stream(ResponseInputStream<?> response, long length) {
    super(response);
    this.response = response;
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    count(value < 0 ? value : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    count(count);
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = in.skip(wanted);
    remaining -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws IOException {
    if (read >= 0) {
      remaining -= read;
      return;
    }
    if (remaining > 0) {
      throw new EOFException("S3: %d bytes are missing at the end".formatted(remaining));
    }
  }

  @Override
  public void close() throws IOException {
    if (remaining > 0) {
      response.abort();
      return;
    }
    super.close();
  }
}
