package dev.fairlead.edge.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A certificate with its chain and its key, as read from two files.
 *
 * @param chain leaf first
 * @param names DNS names that the leaf speaks for, in lower case; some begin with {@code *.}
 */
record PemPair(List<X509Certificate> chain, PrivateKey key, List<String> names) {
  private static final long MAX_FILE = 1 << 20;
  private static final int DNS_NAME = 2;
  private static final byte[] PROBE = "does the key fit?".getBytes(StandardCharsets.US_ASCII);
  private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
  private static final String END_KEY = "-----END PRIVATE KEY-----";

  PemPair {
    chain = List.copyOf(chain);
    names = List.copyOf(names);
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /**
   * Reads and checks a pair.
   *
   * @throws IOException that says what is wrong with it
   */
  static PemPair read(Path certificates, Path privateKey) throws IOException {
    try {
      List<X509Certificate> chain = readChain(certificates);
      PrivateKey key = readKey(privateKey, chain.getFirst().getPublicKey().getAlgorithm());
      requireFit(key, chain.getFirst().getPublicKey(), privateKey);
      List<String> names = names(chain.getFirst());
      if (names.isEmpty()) {
        throw new IOException(
            "%s: no DNS name (expected: a subject alternative name)".formatted(certificates));
      }
      return new PemPair(chain, key, names);
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      throw new IOException(
          "%s and %s: %s".formatted(certificates, privateKey.getFileName(), wrong.getMessage()),
          wrong);
    }
  }

  private static List<X509Certificate> readChain(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (var certificate : factory.generateCertificates(new ByteArrayInputStream(bytes(file)))) {
      chain.add((X509Certificate) certificate);
    }
    if (chain.isEmpty()) {
      throw new IOException("%s: no certificate (expected: PEM)".formatted(file));
    }
    return chain;
  }

  private static PrivateKey readKey(Path file, String algorithm)
      throws IOException, GeneralSecurityException {
    String text = new String(bytes(file), StandardCharsets.US_ASCII);
    int begin = text.indexOf(BEGIN_KEY);
    int end = text.indexOf(END_KEY);
    if (begin < 0 || end < begin) {
      throw new IOException(
          "%s: no %s (expected: PKCS #8; openssl pkcs8 -topk8 -nocrypt turns others into it)"
              .formatted(file, BEGIN_KEY));
    }
    byte[] encoded =
        Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_KEY.length(), end));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException(
          "%s: %d bytes (expected: at most %d)".formatted(file, Files.size(file), MAX_FILE));
    }
    return Files.readAllBytes(file);
  }

  private static void requireFit(PrivateKey key, PublicKey certified, Path file)
      throws IOException, GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    if (!signature.verify(signed)) {
      throw new IOException("%s: not the key of the certificate beside it".formatted(file));
    }
  }

  private static List<String> names(X509Certificate leaf) throws CertificateParsingException {
    TreeSet<String> names = new TreeSet<>();
    Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
    for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
      if (Integer.valueOf(DNS_NAME).equals(alternative.getFirst())) {
        names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
      }
    }
    return List.copyOf(names);
  }
}
