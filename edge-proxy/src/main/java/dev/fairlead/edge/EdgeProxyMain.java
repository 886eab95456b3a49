package dev.fairlead.edge;

import dev.fairlead.site.s3.S3Storage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** Runs the edge by itself, configured by environment variables. */
public final class EdgeProxyMain {
  private static final int CONFIGURATION_INVALID = 2;
  private static final int CANNOT_START = 3;

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
}
