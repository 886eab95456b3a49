package dev.fairlead.edge.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of a test's own, and pairs that it issues. */
public final class CertificatesForTests {
  private static final URI REVOKED = URI.create("http://localhost/revoked.crl");

  private static final String ALTERNATIVE_NAMES = "2.5.29.17";

  private final X509Bundle authority;

  public CertificatesForTests() throws Exception {
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Tests, O=Fairlead")
            .setIsCertificateAuthority(true)
            .setKeyUsage(
                true, CertificateBuilder.KeyUsage.keyCertSign, CertificateBuilder.KeyUsage.cRLSign)
            .buildSelfSigned();
  }

  /** Writes {@code NAME.crt} and {@code NAME.key} for some DNS names. */
  public X509Bundle issue(Path folder, String name, String... hosts) throws Exception {
    Instant now = Instant.now();
    CertificateBuilder builder =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + hosts[0])
            .notBefore(now.minus(1, ChronoUnit.DAYS))
            .notAfter(now.plus(90, ChronoUnit.DAYS))
            .addExtendedKeyUsageServerAuth()
            .addCrlDistributionPoint(REVOKED)
            .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature);
    builder.addExtensionOctetString(ALTERNATIVE_NAMES, false, dnsNames(hosts));
    X509Bundle pair = builder.buildIssuedBy(authority);
    Files.writeString(folder.resolve(name + ".crt"), pair.getCertificatePathPEM());
    Files.writeString(folder.resolve(name + ".key"), pair.getPrivateKeyPEM());
    return pair;
  }

  /** In DER; the builder's own method knows no wildcards. */
  private static byte[] dnsNames(String... hosts) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String host : hosts) {
      names.write(0x82);
      names.write(host.length());
      names.writeBytes(host.getBytes(StandardCharsets.US_ASCII));
    }
    ByteArrayOutputStream sequence = new ByteArrayOutputStream();
    sequence.write(0x30);
    if (names.size() > 0x7f) {
      // The long form of a length, in as few bytes as can be (X.690 §10.1).
      sequence.write(names.size() > 0xff ? 0x82 : 0x81);
    }
    if (names.size() > 0xff) {
      sequence.write(names.size() >> 8);
    }
    sequence.write(names.size());
    sequence.writeBytes(names.toByteArray());
    return sequence.toByteArray();
  }

  public String authorityPem() {
    return authority.getCertificatePEM();
  }

  /** A client that trusts this authority. */
  public SSLContext trusting() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("tests", authority.getCertificate());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  /** What a server shows a pair with. */
  public static SSLContext showing(X509Bundle pair) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(pair.toKeyManagerFactory().getKeyManagers(), null, null);
    return context;
  }
}
