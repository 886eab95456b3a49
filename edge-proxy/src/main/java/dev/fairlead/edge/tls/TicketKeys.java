package dev.fairlead.edge.tls;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that session tickets are encrypted with (RFC 5077), the same for all certificates: the
 * newest makes tickets, the two before it still open theirs. They are in memory only, so whoever
 * takes the machine tomorrow cannot read what was recorded today.
 */
final class TicketKeys {
  private static final Duration LIFETIME = ServedCertificate.SESSION_LIFETIME;
  private static final int KEPT = 3;

  private final SecureRandom random;
  private final InstantSource clock;
  private List<OpenSslSessionTicketKey> keys;
  private Instant rotated;

  TicketKeys(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
    this.keys = List.of(newKey());
    this.rotated = clock.instant();
  }

  /** Puts a new key first when the newest is old enough; whether it did. */
  synchronized boolean rotate() {
    if (clock.instant().isBefore(rotated.plus(LIFETIME))) {
      return false;
    }
    List<OpenSslSessionTicketKey> next = new ArrayList<>(List.of(newKey()));
    next.addAll(keys.subList(0, Math.min(keys.size(), KEPT - 1)));
    keys = List.copyOf(next);
    rotated = clock.instant();
    return true;
  }

  synchronized void applyTo(ReferenceCountedOpenSslContext context) {
    context.sessionContext().setTicketKeys(keys.toArray(OpenSslSessionTicketKey[]::new));
  }

  synchronized int count() {
    return keys.size();
  }

  private OpenSslSessionTicketKey newKey() {
    return new OpenSslSessionTicketKey(
        randomBytes(OpenSslSessionTicketKey.NAME_SIZE),
        randomBytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        randomBytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
