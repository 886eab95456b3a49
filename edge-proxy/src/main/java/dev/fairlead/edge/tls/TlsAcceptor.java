package dev.fairlead.edge.tls;

import dev.fairlead.site.Hostname;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shakes hands with clients: shows the certificate of the name they ask for, agrees on a protocol,
 * and keeps certificates and ticket keys fresh meanwhile.
 */
public final class TlsAcceptor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TlsAcceptor.class);
  private static final int MOST_CERTIFICATES = 10_000;

  /** What happens to a connection once it is encrypted. */
  public interface Protocols {
    /**
     * Adds the handlers of HTTP/1.1.
     *
     * @param served the hosts that the certificate shown speaks for
     */
    void http1(ChannelPipeline pipeline, Predicate<Hostname> served);

    /** Adds the handler of HTTP/2. */
    void http2(ChannelPipeline pipeline, Predicate<Hostname> served);
  }

  private final TlsConfig config;
  private final TicketKeys tickets;
  private final LongAdder handshakes = new LongAdder();
  private final LongAdder failedHandshakes = new LongAdder();
  private final CertificateFolder folder;
  private final ScheduledExecutorService poller =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificates").factory());
  private List<ServedCertificate> retired = List.of();
  private volatile Certificates certificates;

  /**
   * Reads the certificates and begins to watch them.
   *
   * @param clock tells when ticket keys are old
   * @throws IOException if there is none that can be used
   */
  public TlsAcceptor(TlsConfig config, InstantSource clock) throws IOException {
    this.config = config;
    this.tickets = new TicketKeys(new SecureRandom(), clock);
    this.folder = new CertificateFolder(config.certificates(), tickets, MOST_CERTIFICATES);
    folder.refresh();
    this.certificates =
        Objects.requireNonNull(folder.takeChange(), "something has been read").certificates();
    long nanos = config.poll().toNanos();
    var unused = poller.scheduleWithFixedDelay(this::refresh, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** The first handler of a new connection. The channel need not be read automatically. */
  public ChannelHandler newHandler(Protocols protocols) {
    return new TlsHandler(this, config.handshakeTimeout(), protocols);
  }

  /** Handshakes that have succeeded. */
  public long handshakes() {
    return handshakes.sum();
  }

  /** Handshakes that have begun and failed. */
  public long failedHandshakes() {
    return failedHandshakes.sum();
  }

  void handshakeEnded(boolean success) {
    (success ? handshakes : failedHandshakes).increment();
  }

  ServedCertificate find(@Nullable String serverName) {
    return certificates.find(serverName);
  }

  /** One look at the folder and the age of the keys. */
  void refresh() {
    try {
      // Whoever had just looked one up when it was retired has used it by the next time.
      retired.forEach(ServedCertificate::release);
      retired = List.of();
      if (tickets.rotate()) {
        folder.all().forEach(certificate -> tickets.applyTo(certificate.context()));
      }
      folder.refresh();
    } catch (IOException | UncheckedIOException wrong) {
      log.atError()
          .setMessage("The certificates cannot be read; the ones before are kept")
          .addKeyValue("problem", wrong.getMessage())
          .log();
    } catch (RuntimeException bug) {
      log.atError().setMessage("Looking at the certificates failed").setCause(bug).log();
    }
    try {
      publish();
    } catch (RuntimeException bug) {
      log.atError().setMessage("Certificates cannot be shown").setCause(bug).log();
    }
  }

  /** What has been read is shown whatever has gone wrong afterwards. */
  private void publish() {
    CertificateFolder.Change change = folder.takeChange();
    if (change != null) {
      certificates = change.certificates();
      retired = change.retired();
    }
  }

  /** Ends watching and gives the certificates back; connections that are open stay so. */
  @Override
  public void close() {
    if (poller.isShutdown()) {
      return;
    }
    poller.close();
    folder.release();
    retired.forEach(ServedCertificate::release);
    retired = List.of();
  }
}
