package dev.fairlead.edge.tls;

import dev.fairlead.site.Hostname;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;

/** A certificate with everything that handshakes need of it, and the hosts it speaks for. */
final class ServedCertificate {
  /** How long a session may be resumed. */
  static final Duration SESSION_LIFETIME = Duration.ofHours(8);

  private static final String WILDCARD = "*.";

  /** Forward secret and authenticated; those of TLS 1.3 are BoringSSL's own choice. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final ApplicationProtocolConfig PROTOCOLS =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_2,
          ApplicationProtocolNames.HTTP_1_1);

  private final PemPair pair;
  private final Set<String> names;
  private final ReferenceCountedOpenSslContext context;

  ServedCertificate(PemPair pair, TicketKeys tickets) throws IOException {
    this.pair = pair;
    this.names = Set.copyOf(pair.names());
    this.context = newContext(pair);
    tickets.applyTo(context);
  }

  ReferenceCountedOpenSslContext context() {
    return context;
  }

  List<String> names() {
    return pair.names();
  }

  X509Certificate leaf() {
    return pair.leaf();
  }

  /** Whether a client may take this certificate for that of a host (RFC 9525 §6.3). */
  boolean speaksFor(Hostname host) {
    String name = host.value();
    int dot = name.indexOf('.');
    return names.contains(name) || (dot > 0 && names.contains(WILDCARD + name.substring(dot + 1)));
  }

  /** No new handshake uses it; those under way hold it themselves. */
  void release() {
    ReferenceCountUtil.release(context);
  }

  private static byte[] digest(List<String> names) {
    try {
      byte[] text = String.join("\n", names).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  private static ReferenceCountedOpenSslContext newContext(PemPair pair) throws IOException {
    OpenSsl.ensureAvailability();
    try {
      // Handshakes run on the event loop: with ECDSA one costs less than handing it over would.
      ReferenceCountedOpenSslContext context =
          (ReferenceCountedOpenSslContext)
              SslContextBuilder.forServer(pair.key(), pair.chain())
                  .sslProvider(SslProvider.OPENSSL_REFCNT)
                  .protocols("TLSv1.3", "TLSv1.2")
                  .ciphers(CIPHERS)
                  .applicationProtocolConfig(PROTOCOLS)
                  .sessionTimeout(SESSION_LIFETIME.toSeconds())
                  .option(OpenSslContextOption.USE_TASKS, false)
                  .build();
      context.setRejectRemoteInitiatedRenegotiation(true);
      // Tickets keep sessions with the clients; a cache here would be one more thing to bound.
      context.sessionContext().setSessionCacheEnabled(false);
      // A session is resumed for the names it was begun for only (RFC 6066 §3).
      ((OpenSslServerSessionContext) context.sessionContext())
          .setSessionIdContext(digest(pair.names()));
      return context;
    } catch (SSLException | IllegalArgumentException wrong) {
      throw new IOException("the certificate cannot be used: " + wrong.getMessage(), wrong);
    }
  }
}
