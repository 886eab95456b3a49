package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.tls.TlsAcceptor;
import dev.fairlead.edge.tls.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** All cases of h2spec, also the strict ones, over TLS. Its authors have built it for x86 only. */
@EnabledOnOs(architectures = {"amd64", "x86_64"})
class H2specTest {
  /** How long a case waits for what is to happen, on a busy machine too. */
  private static final String PATIENCE_SECONDS = "20";

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void findsNothing() throws Exception {
    new CertificatesForTests().issue(folder, "default", "localhost");
    try (TlsAcceptor tls = new TlsAcceptor(TlsConfig.of(folder, 0), InstantSource.system());
        Http2Fixture server = new Http2Fixture(Http2Limits.DEFAULT, tls)) {
      Path report = folder.resolve("report.txt");
      Process h2spec =
          new ProcessBuilder(
                  program().toString(),
                  "--strict",
                  "--timeout",
                  PATIENCE_SECONDS,
                  "--tls",
                  "--insecure",
                  "--host",
                  "localhost",
                  "--port",
                  Integer.toString(server.port()),
                  "--path",
                  "/bytes/10")
              .redirectErrorStream(true)
              .redirectOutput(report.toFile())
              .start();
      int exit = h2spec.waitFor();
      assertThat(Files.readString(report)).contains("146 tests, 146 passed, 0 skipped, 0 failed");
      assertThat(exit).isZero();
    }
  }

  private Path program() throws IOException {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    String archive = "/h2spec/2.2.0/h2spec_%s_amd64.tar.gz".formatted(mac ? "darwin" : "linux");
    try (InputStream in = Objects.requireNonNull(H2specTest.class.getResourceAsStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      tar.getNextEntry();
      Path program = folder.resolve("h2spec");
      Files.copy(tar, program);
      assertThat(program.toFile().setExecutable(true)).isTrue();
      return program;
    }
  }
}
