package dev.fairlead.edge;

import dev.fairlead.site.Hostname;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.s3.S3Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the edge by itself, configured by environment variables. */
public final class EdgeProxyMain {
  private static final int CONFIGURATION_INVALID = 2;
  private static final int CANNOT_START = 3;

  private static final Logger log = LoggerFactory.getLogger(EdgeProxyMain.class);
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  /** A name that nobody can have (RFC 6761 §6.4). */
  private static final Hostname NOBODY = Hostname.parse("warm-up.invalid");

  private EdgeProxyMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    EdgeEnvironment environment;
    try {
      environment = EdgeEnvironment.read(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(CONFIGURATION_INVALID);
      return;
    }
    S3Storage storage = S3Storage.open(environment.storage());
    EdgeProxy edge;
    try {
      edge = new EdgeProxy(environment.edge(), storage, InstantSource.system());
      warmUp(storage);
      edge.start();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(CANNOT_START);
      return;
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  edge.close();
                  storage.close();
                }));
    new CountDownLatch(1).await();
  }

  /**
   * Reads once before anybody waits for it: the first use of the store takes seconds on a slow
   * machine. A store that does not answer keeps nobody from starting.
   */
  private static void warmUp(SiteStorage storage) throws InterruptedException {
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    var unused = storage.routes().find(NOBODY);
                  } catch (IOException e) {
                    log.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("The store does not answer yet");
                  }
                });
    reader.join(WARM_UP);
  }
}
