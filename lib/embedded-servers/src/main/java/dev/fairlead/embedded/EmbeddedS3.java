package dev.fairlead.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.TimeoutException;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 server of our own, reachable from this machine only: s3proxy over a folder, with
 * compare-and-swap writes made atomic ({@link ConditionalBlobStore}). An object appears complete or
 * not at all, also when the process is killed. Two objects named {@code p} and {@code p/q} cannot
 * both exist.
 */
public final class EmbeddedS3 implements AutoCloseable {
  private static final int THREADS = 128;
  private static final long STOP_MILLIS = 2000;

  private final EmbeddedS3Config config;
  private final ServerFolder folder;
  private final S3Proxy proxy;

  private EmbeddedS3(EmbeddedS3Config config, ServerFolder folder, S3Proxy proxy) {
    this.config = config;
    this.folder = folder;
    this.proxy = proxy;
  }

  /**
   * Starts the server and returns when it accepts connections.
   *
   * @throws IOException if it does not start; the message says why
   */
  public static EmbeddedS3 start(EmbeddedS3Config config) throws IOException {
    ServerFolder folder = ServerFolder.open(config.directory());
    try {
      checkAttributes(folder.path());
      Path buckets = Files.createDirectories(folder.resolve("buckets"));
      S3Proxy proxy = proxy(config, buckets);
      proxy.start();
      return new EmbeddedS3(config, folder, proxy);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    } catch (Exception e) {
      folder.close();
      throw new IOException("the embedded S3 did not start: " + e.getMessage(), e);
    }
  }

  private static S3Proxy proxy(EmbeddedS3Config config, Path buckets) throws IOException {
    URI endpoint = URI.create("http://127.0.0.1:" + ServerFolder.freePort(config.port()));
    return S3Proxy.builder()
        .endpoint(endpoint)
        .awsAuthentication(
            AuthenticationType.AWS_V4, config.accessKeyId(), config.secretAccessKey())
        .blobStore(new ConditionalBlobStore(new FilesystemNio2BlobStore(buckets.toString())))
        .jettyMaxThreads(THREADS)
        .stopTimeout(STOP_MILLIS)
        .build();
  }

  /** ETags are kept in extended attributes; without them compare-and-swap would never succeed. */
  private static void checkAttributes(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "probe", "");
    try {
      UserDefinedFileAttributeView view =
          Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class);
      if (view == null) {
        throw new IOException("no extended attributes");
      }
      view.write("probe", ByteBuffer.wrap(new byte[16]));
    } catch (IOException | UnsupportedOperationException e) {
      throw new IOException(
          "%s: its file system keeps no extended attributes; choose another folder"
              .formatted(folder),
          e);
    } finally {
      Files.delete(probe);
    }
  }

  /** The address of the service; buckets are addressed by path. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return proxy.getPort();
  }

  public String accessKeyId() {
    return config.accessKeyId();
  }

  public String secretAccessKey() {
    return config.secretAccessKey();
  }

  /** Lets requests under way end for a moment, then stops. */
  @Override
  public void close() throws IOException {
    try {
      proxy.stop();
    } catch (TimeoutException momentIsOver) {
      // It has stopped all the same; a connection that somebody keeps open took too long to close.
      return;
    } catch (Exception e) {
      throw new IOException("the embedded S3 did not stop: " + e.getMessage(), e);
    } finally {
      folder.close();
    }
  }
}
