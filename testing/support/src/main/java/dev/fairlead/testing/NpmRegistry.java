package dev.fairlead.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The npm registry this machine uses. In a closed network its address may be private; then its
 * operator, here the test, must allow builds to reach it by name.
 */
public final class NpmRegistry {
  private NpmRegistry() {}

  /** What {@code FAIRLEAD_EGRESS_ALLOW} needs for builds to install packages here. */
  public static Set<String> hosts() throws IOException, InterruptedException {
    Process npm = new ProcessBuilder("npm", "config", "get", "registry").start();
    String url = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (npm.waitFor() != 0) {
      throw new IOException("npm config get registry failed");
    }
    return Set.of(URI.create(url).getHost());
  }
}
