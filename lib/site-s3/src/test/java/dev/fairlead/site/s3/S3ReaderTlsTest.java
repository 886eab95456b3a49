package dev.fairlead.site.s3;

import static dev.fairlead.site.s3.TestReaders.LIMITS;
import static dev.fairlead.site.s3.TestReaders.PATIENT;
import static dev.fairlead.site.s3.TestReaders.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.testing.TestCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, and only with who proves to be the host. */
final class S3ReaderTlsTest {
  private static final char[] PASSWORD = "only-for-this-test".toCharArray();
  private static final int LENGTH = 100_000;
  @TempDir private static Path folder;
  private static SSLContext context;

  private final List<SNIServerName> names = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void makeCertificate() throws Exception {
    context = context(TestCertificate.create(folder));
  }

  @Test
  void readsFromTheHostThatIsTrusted() throws Exception {
    try (ScriptedServer server = server();
        S3Reader reader = reader(at("localhost", server), PATIENT, context.getSocketFactory())) {
      for (int i = 0; i < 5; i++) {
        assertThat(reader.whole("key", LENGTH).orElseThrow().bytes()).hasSize(LENGTH);
      }
      assertThat(server.accepted()).isEqualTo(1);
      assertThat(names.getFirst().getEncoded()).asString().isEqualTo("localhost");
      assertThat(server.requests().getFirst())
          .contains("\r\nhost:localhost:" + server.port() + "\r\n");
    }
  }

  @Test
  void takesAnAddressThatTheCertificateNames() throws Exception {
    try (ScriptedServer server = server();
        S3Reader reader = reader(at("127.0.0.1", server), PATIENT, context.getSocketFactory())) {
      assertThat(reader.whole("key", LENGTH)).isPresent();
      assertThat(names).isEmpty();
    }
  }

  @Test
  void sendsNothingToAnotherHost() throws Exception {
    try (ScriptedServer server = server();
        S3Reader reader = reader(at("0.0.0.0", server), PATIENT, context.getSocketFactory())) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No subject alternative names matching IP address 0.0.0.0 found")
          .hasCauseInstanceOf(SSLHandshakeException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void sendsNothingToWhoIsNotTrusted() throws Exception {
    SSLSocketFactory ofJava = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (ScriptedServer server = server();
        S3Reader reader = reader(at("localhost", server), PATIENT, ofJava)) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .hasMessageContaining("PKIX path building failed");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aHandshakeThatFallsSilentIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        S3Reader reader =
            reader(
                new S3Address(true, "localhost", silent.getLocalPort(), "/"),
                LIMITS,
                context.getSocketFactory())) {
      assertThatThrownBy(() -> reader.whole("key", 100))
          .hasMessageStartingWith("S3: cannot read key: no byte came for 1000 ms");
      assertThat(reader.connections()).isZero();
    }
  }

  private ScriptedServer server() throws IOException {
    return new ScriptedServer(
        context.getServerSocketFactory(),
        call -> {
          names.addAll(requested(call.socket()));
          return call.send(200, "x".repeat(LENGTH));
        });
  }

  private static List<SNIServerName> requested(Socket socket) {
    return ((ExtendedSSLSession) ((SSLSocket) socket).getSession()).getRequestedServerNames();
  }

  private static S3Address at(String host, ScriptedServer server) {
    return new S3Address(true, host, server.port(), "/bucket/");
  }

  /** With the key and the certificate, and trust in the latter. */
  private static SSLContext context(TestCertificate made) throws Exception {
    Certificate certificate =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(made.certificate())));
    String pem = Files.readString(made.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    store.setCertificateEntry("trusted", certificate);
    store.setKeyEntry(
        "key",
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
        PASSWORD,
        new Certificate[] {certificate});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext trusting = SSLContext.getInstance("TLS");
    trusting.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return trusting;
  }
}
