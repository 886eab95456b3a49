package dev.fairlead.site.s3;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a host: to the first of its addresses that answers, in the order of the system.
 *
 * @param patience with each address
 */
record Dialer(S3Address address, Duration patience) {
  private static final int MOST_ADDRESSES = 4;

  /**
   * @param until when the caller's time is over
   * @throws IOException if no address answers; its cause says why the last one did not
   */
  Socket connect(long until) throws IOException {
    @Nullable IOException failure = null;
    InetAddress[] found = addresses();
    for (int i = 0; i < Math.min(found.length, MOST_ADDRESSES); i++) {
      Socket socket = new Socket();
      try {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.connect(new InetSocketAddress(found[i], address.port()), millisUntil(until));
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    ConnectException unreachable =
        new ConnectException("cannot connect to %s:%d".formatted(address.host(), address.port()));
    if (failure != null) {
      unreachable.initCause(failure);
    }
    throw unreachable;
  }

  private InetAddress[] addresses() throws IOException {
    try {
      return InetAddress.getAllByName(address.peer());
    } catch (UnknownHostException e) {
      throw new IOException("cannot find the address of " + address.host(), e);
    }
  }

  /** Never 0, which would be no limit at all. */
  private int millisUntil(long until) {
    long left = TimeUnit.NANOSECONDS.toMillis(until - Monotonic.now());
    return (int) Math.clamp(left, 1, patience.toMillis());
  }
}
