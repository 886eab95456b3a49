package dev.fairlead.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http2.Http2Fixture;
import dev.fairlead.edge.http2.Http2Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the certificates shown when something is wrong with the folder: look by look. */
class CertificateChangesTest {
  /** So that nobody looks but the test. */
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir private Path folder;
  @TempDir private Path elsewhere;
  private CertificatesForTests certificates;
  private TlsAcceptor tls;
  private Http2Fixture server;

  @BeforeEach
  void start() throws Exception {
    certificates = new CertificatesForTests();
    certificates.issue(folder, "default", "edge.example");
    TlsConfig config = new TlsConfig(folder, 0, NEVER, Duration.ofSeconds(10));
    tls = new TlsAcceptor(config, InstantSource.system());
    server = new Http2Fixture(Http2Limits.DEFAULT, tls);
  }

  @AfterEach
  void stop() {
    server.close();
    tls.close();
  }

  @Test
  void oneUnreadablePairTakesNothingFromAnother() throws Exception {
    X509Certificate before = shown("edge.example");
    renewDefault();
    unreadable("loop.crt");
    tls.refresh();
    X509Certificate renewed = shown("edge.example");
    assertThat(renewed).isNotEqualTo(before);
    tls.refresh();
    tls.refresh();
    assertThat(shown("edge.example")).isEqualTo(renewed);
  }

  @Test
  void aPairThatBecomesUnreadableStaysAsItWas() throws Exception {
    X509Certificate before = shown("edge.example");
    Files.delete(folder.resolve("default.crt"));
    unreadable("default.crt");
    certificates.issue(folder, "other", "other.example");
    tls.refresh();
    tls.refresh();
    assertThat(shown("edge.example")).isEqualTo(before);
    assertThat(subject("other.example")).isEqualTo("CN=other.example");
  }

  @Test
  void aPairIsReadOnceItHasBecomeReadable() throws Exception {
    certificates.issue(elsewhere, "linked", "linked.example");
    Files.copy(elsewhere.resolve("linked.key"), folder.resolve("linked.key"));
    unreadable("linked.crt");
    tls.refresh();
    assertThat(subject("linked.example")).isEqualTo("CN=edge.example");
    Files.delete(folder.resolve("linked.crt"));
    Files.copy(elsewhere.resolve("linked.crt"), folder.resolve("linked.crt"));
    tls.refresh();
    assertThat(subject("linked.example")).isEqualTo("CN=linked.example");
  }

  @Test
  void allStayWhileTheFolderCannotBeListed() throws Exception {
    renewDefault();
    tls.refresh();
    X509Certificate renewed = shown("edge.example");
    Files.move(folder, elsewhere.resolve("moved"));
    tls.refresh();
    tls.refresh();
    assertThat(shown("edge.example")).isEqualTo(renewed);
    Files.move(elsewhere.resolve("moved"), folder);
    tls.refresh();
    assertThat(shown("edge.example")).isEqualTo(renewed);
  }

  @Test
  void ofMorePairsThanMayBeTheFirstAreShownAndTheDefaultAlways() throws Exception {
    certificates.issue(folder, "c", "c.example");
    certificates.issue(folder, "a", "a.example");
    CertificateFolder atMostTwo =
        new CertificateFolder(
            folder, new TicketKeys(new SecureRandom(), InstantSource.system()), 2);
    atMostTwo.refresh();
    assertThat(namesOf(atMostTwo)).containsExactlyInAnyOrder("edge.example", "a.example");
    Files.delete(folder.resolve("a.crt"));
    Files.delete(folder.resolve("a.key"));
    atMostTwo.refresh();
    assertThat(namesOf(atMostTwo)).containsExactlyInAnyOrder("edge.example", "c.example");
    atMostTwo.release();
  }

  private static List<String> namesOf(CertificateFolder folder) {
    return folder.all().stream().flatMap(certificate -> certificate.names().stream()).toList();
  }

  /** Files written within one tick of the clock would look unchanged. */
  private void renewDefault() throws Exception {
    certificates.issue(folder, "default", "edge.example");
    for (String file : List.of("default.crt", "default.key")) {
      FileTime time = Files.getLastModifiedTime(folder.resolve(file));
      Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(time.toMillis() + 5_000));
    }
  }

  /** A link to itself cannot be read by anybody, whatever their rights. */
  private void unreadable(String file) throws Exception {
    Files.createSymbolicLink(folder.resolve(file), folder.resolve(file));
  }

  private String subject(String host) throws Exception {
    return shown(host).getSubjectX500Principal().getName();
  }

  private X509Certificate shown(String host) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            certificates.trusting().getSocketFactory().createSocket("127.0.0.1", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(host)));
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
