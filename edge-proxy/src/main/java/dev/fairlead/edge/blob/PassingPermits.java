package dev.fairlead.edge.blob;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many blobs are sent at a time without being kept: each takes a connection to the store for as
 * long as its client takes the bytes, so that no client may have all of them.
 */
final class PassingPermits {
  /** Half of the connections to the store. */
  static final int MOST = 128;

  static final int MOST_OF_ONE_CLIENT = MOST / 4;

  /** A client of IPv6 has at least this many bytes of an address for itself (RFC 4291 §2.5.1). */
  private static final int NETWORK_BYTES = 8;

  private final int ofOneClient;
  private final Semaphore all = new Semaphore(MOST);

  /** Never more entries than there are permits. */
  private final ConcurrentMap<ByteBuffer, Integer> perClient = new ConcurrentHashMap<>();

  /**
   * @param addressesAreClients false where somebody before us hides the clients' addresses
   */
  PassingPermits(boolean addressesAreClients) {
    this.ofOneClient = addressesAreClients ? MOST_OF_ONE_CLIENT : MOST;
  }

  /**
   * Takes a permit.
   *
   * @param client null if it is not known
   * @return gives the permit back; may be run more than once
   * @throws BusyException if there is none for this client
   */
  Runnable take(@Nullable InetAddress client) throws BusyException {
    if (!all.tryAcquire()) {
      throw new BusyException("%d large files are being sent".formatted(MOST));
    }
    ByteBuffer network = client == null ? null : networkOf(client);
    if (network != null && perClient.merge(network, 1, Integer::sum) > ofOneClient) {
      giveBack(network);
      throw new BusyException("%d large files are being sent to one client".formatted(ofOneClient));
    }
    AtomicBoolean held = new AtomicBoolean(true);
    return () -> {
      if (held.getAndSet(false)) {
        giveBack(network);
      }
    };
  }

  private void giveBack(@Nullable ByteBuffer network) {
    if (network != null) {
      perClient.computeIfPresent(network, (same, n) -> n > 1 ? n - 1 : null);
    }
    all.release();
  }

  private static ByteBuffer networkOf(InetAddress client) {
    byte[] address = client.getAddress();
    return ByteBuffer.wrap(Arrays.copyOf(address, Math.min(address.length, NETWORK_BYTES)));
  }
}
