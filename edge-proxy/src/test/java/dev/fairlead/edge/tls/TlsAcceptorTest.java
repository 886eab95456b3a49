package dev.fairlead.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.edge.http2.Http2Fixture;
import dev.fairlead.edge.http2.Http2Limits;
import dev.fairlead.site.Hostname;
import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with a folder of certificates, by the JDK's client. */
class TlsAcceptorTest {
  private static final Duration SOON = Duration.ofMillis(50);

  /** Nothing happens by itself before a test has ended. */
  private static final Duration LATE = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-05-06T07:08:09Z"));
  private CertificatesForTests certificates;
  private SSLContext client;
  private TlsAcceptor tls;
  private Http2Fixture server;

  @BeforeEach
  void start() throws Exception {
    certificates = new CertificatesForTests();
    client = certificates.trusting();
    certificates.issue(folder, "default", "edge.example");
    certificates.issue(folder, "sites", "*.sites.example", "sites.example");
    certificates.issue(folder, "one", "one.sites.example");
    begin(LATE, LATE);
  }

  private void begin(Duration poll, Duration handshake) throws IOException {
    tls = new TlsAcceptor(new TlsConfig(folder, 0, poll, handshake), (InstantSource) now::get);
    server = new Http2Fixture(Http2Limits.DEFAULT, tls);
  }

  private void beginAgain(Duration poll, Duration handshake) throws IOException {
    stop();
    begin(poll, handshake);
  }

  @AfterEach
  void stop() {
    server.close();
    tls.close();
  }

  @ParameterizedTest
  @CsvSource({
    "edge.example, edge.example",
    "sites.example, *.sites.example",
    "a.sites.example, *.sites.example",
    "A.SITES.example, *.sites.example",
    "one.sites.example, one.sites.example",
    "a.b.sites.example, edge.example",
    "unknown.example, edge.example",
    ", edge.example",
  })
  void showTheCertificateOfTheName(@Nullable String asked, String shown) throws Exception {
    assertThat(subject(asked)).isEqualTo("CN=" + shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void agreeOnHttp2AndOnCiphersThatAreForwardSecret(String version) throws Exception {
    try (SSLSocket socket = handshake("edge.example", version)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getSession().getCipherSuite())
          .matches("TLS_(ECDHE_ECDSA_WITH_)?(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)");
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    }
  }

  @Test
  void resumeSessionsAlsoAfterTheKeysHaveBeenChangedTwice() throws Exception {
    long first = createdAfterUse();
    assertThat(createdAfterUse()).as("resumed").isEqualTo(first);
    for (int i = 0; i < 2; i++) {
      now.updateAndGet(time -> time.plus(ServedCertificate.SESSION_LIFETIME));
      tls.refresh();
    }
    assertThat(createdAfterUse()).as("resumed with an old key").isEqualTo(first);
    now.updateAndGet(time -> time.plus(ServedCertificate.SESSION_LIFETIME.multipliedBy(3)));
    for (int i = 0; i < 3; i++) {
      now.updateAndGet(time -> time.plus(ServedCertificate.SESSION_LIFETIME));
      tls.refresh();
    }
    assertThat(createdAfterUse()).as("not resumed").isNotEqualTo(first);
  }

  @Test
  void showANewCertificateSoonAfterItsFilesHaveChanged() throws Exception {
    beginAgain(SOON, LATE);
    X509Certificate before = shown("edge.example");
    certificates.issue(folder, "default", "edge.example");
    later("default");
    Eventually.becomesTrue("another is shown", () -> !shown("edge.example").equals(before));
    certificates.issue(folder, "added", "added.example");
    Eventually.becomesTrue(
        "the added one is shown", () -> subject("added.example").equals("CN=added.example"));
    Files.delete(folder.resolve("added.crt"));
    Eventually.becomesTrue(
        "it is shown no more", () -> subject("added.example").equals("CN=edge.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"broken.crt", "broken.key", "mixed.key", "gone.crt"})
  void keepTheLastGoodPair(String how) throws Exception {
    X509Certificate before = shown("edge.example");
    switch (how) {
      case "broken.crt" -> Files.writeString(folder.resolve("default.crt"), "nothing");
      case "broken.key" -> Files.writeString(folder.resolve("default.key"), "nothing");
      case "mixed.key" ->
          Files.copy(
              folder.resolve("one.key"),
              folder.resolve("default.key"),
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      default -> Files.delete(folder.resolve("default.key"));
    }
    tls.refresh();
    tls.refresh();
    assertThat(shown("edge.example")).isEqualTo(before);
    certificates.issue(folder, "default", "edge.example");
    later("default");
    tls.refresh();
    assertThat(shown("edge.example")).as("a good one").isNotEqualTo(before);
  }

  @Test
  void doNotWaitForAHandshakeForEver() throws Exception {
    beginAgain(LATE, Duration.ofSeconds(1));
    try (Socket silent = new Socket("127.0.0.1", server.port())) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    try (Socket half = new Socket("127.0.0.1", server.port())) {
      half.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
      assertThat(half.getInputStream().readAllBytes()).hasSizeLessThan(20);
    }
  }

  @Test
  void closeWhatIsNoTls() throws Exception {
    try (Socket plain = new Socket("127.0.0.1", server.port())) {
      plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes("US-ASCII"));
      assertThat(plain.getInputStream().readAllBytes()).hasSizeLessThan(20);
    }
  }

  @Test
  void speakForTheNamesOfTheCertificateOnly() throws Exception {
    PemPair pair = PemPair.read(folder.resolve("sites.crt"), folder.resolve("sites.key"));
    ServedCertificate shown =
        new ServedCertificate(
            pair, new TicketKeys(new java.security.SecureRandom(), InstantSource.system()));
    assertThat(List.of("sites.example", "a.sites.example"))
        .allMatch(host -> shown.speaksFor(Hostname.parse(host)));
    assertThat(List.of("a.b.sites.example", "example", "edge.example"))
        .noneMatch(host -> shown.speaksFor(Hostname.parse(host)));
    shown.release();
  }

  @Test
  void needAtLeastOneCertificate(@TempDir Path empty) {
    assertThatThrownBy(() -> new TlsAcceptor(TlsConfig.of(empty, 0), InstantSource.system()))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "no pair of NAME.crt and NAME.key that can be used (expected: at least one)");
  }

  @Test
  void sayWhyNoneCanBeUsed(@TempDir Path wrong) throws Exception {
    Files.writeString(wrong.resolve("junk.crt"), "no certificate");
    Files.writeString(wrong.resolve("junk.key"), "no key");
    Files.writeString(wrong.resolve("half.crt"), "no matter");
    Files.writeString(wrong.resolve("lone.key"), "no matter");
    assertThatThrownBy(() -> new TlsAcceptor(TlsConfig.of(wrong, 0), InstantSource.system()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("junk.crt and junk.key: No certificate data found")
        .hasMessageContaining("half.key is missing")
        .hasMessageContaining("lone.crt is missing");
  }

  private long createdAfterUse() throws Exception {
    try (SSLSocket socket = handshake("edge.example", "TLSv1.3")) {
      // Tickets come after the handshake, before the first frame.
      socket.getInputStream().read();
      return socket.getSession().getCreationTime();
    }
  }

  private String subject(@Nullable String host) throws Exception {
    return shown(host).getSubjectX500Principal().getName();
  }

  /** With a new client, which resumes no session. */
  private X509Certificate shown(@Nullable String host) throws Exception {
    client = certificates.trusting();
    try (SSLSocket socket = handshake(host, "TLSv1.3")) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket handshake(@Nullable String host, String version) throws Exception {
    SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", server.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        host == null ? List.of() : new ArrayList<>(List.of(new SNIHostName(host))));
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    parameters.setProtocols(new String[] {version});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Files written within one tick of the clock would look unchanged. */
  private void later(String name) throws IOException {
    for (String file : List.of(name + ".crt", name + ".key")) {
      FileTime time = Files.getLastModifiedTime(folder.resolve(file));
      Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(time.toMillis() + 5_000));
    }
  }
}
