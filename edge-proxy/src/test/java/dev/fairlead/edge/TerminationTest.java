package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.testing.Eventually;
import dev.fairlead.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, in a process of its own with a real store, told to end by SIGTERM. */
final class TerminationTest {
  private static final String HOST = "localhost";
  private static final byte[] PAGE = "<p>hello".repeat(100).getBytes(StandardCharsets.US_ASCII);
  private static final int SIGTERM = 128 + 15;

  @TempDir private Path folder;

  @Test
  void noRequestFailsUnderLoad() throws Exception {
    Path certificates = Files.createDirectory(folder.resolve("certificates"));
    CertificatesForTests authority = new CertificatesForTests();
    authority.issue(certificates, "default", HOST);
    int port = FreePort.find();
    int tlsPort = FreePort.find();
    try (S3Fixture s3 = new S3Fixture(folder.resolve("s3"))) {
      s3.putRoute(s3.route(HOST, 1, s3.deploy(Map.of("/index.html", PAGE))));
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "@java.options",
              "-cp",
              System.getProperty("java.class.path"),
              EdgeProxyMain.class.getName());
      builder.environment().putAll(s3.environment());
      builder
          .environment()
          .putAll(
              Map.of(
                  "FAIRLEAD_EDGE_HOST", "127.0.0.1",
                  "FAIRLEAD_EDGE_PORT", String.valueOf(port),
                  "FAIRLEAD_EDGE_TLS_PORT", String.valueOf(tlsPort),
                  "FAIRLEAD_EDGE_TLS_CERTIFICATES", certificates.toString()));
      Path output = folder.resolve("edge.log");
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process edge = builder.start();
      try {
        Eventually.becomesTrue("it answers", () -> !edge.isAlive() || isHealthy(port));
        assertThat(edge.isAlive()).as(Files.readString(output)).isTrue();
        LoadClients clients = new LoadClients(port, tlsPort, authority.trusting(), HOST, PAGE);
        clients.start();
        Eventually.becomesTrue(
            "all kinds of clients are answered",
            () -> clients.answered().values().stream().allMatch(count -> count.get() > 100));

        edge.destroy();

        assertThat(clients.awaitEnd()).isEmpty();
        assertThat(edge.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(edge.exitValue()).as(Files.readString(output)).isEqualTo(SIGTERM);
      } finally {
        edge.destroyForcibly();
      }
    }
  }

  private static boolean isHealthy(int port) {
    try {
      return RawClient.get(port, HOST, "/.fairlead/health").status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
