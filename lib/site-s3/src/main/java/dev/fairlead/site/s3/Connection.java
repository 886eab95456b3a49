package dev.fairlead.site.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to S3, used by one thread at a time. Its waits are bounded by {@link #expire},
 * which the pool calls now and then for all connections: a socket's own time limit would set up and
 * take down a timer for each read of a virtual thread.
 */
final class Connection {
  private static final int BUFFER = 8 << 10;

  private final Socket raw;
  private final Duration silence;
  private final byte[] buffer = new byte[BUFFER];
  private final InputStream arrived;
  private InputStream in;
  private OutputStream out;
  private int position;
  private int limit;
  private boolean reused;
  private boolean answering;
  private long until = Monotonic.NEVER;
  private volatile long due = Monotonic.NEVER;
  private volatile boolean expired;
  private volatile long idleSince;

  Connection(Socket connected, Duration silence) throws IOException {
    this.raw = connected;
    this.silence = silence;
    this.arrived = connected.getInputStream();
    this.in = arrived;
    this.out = connected.getOutputStream();
  }

  /** Goes on in TLS, and only with a server that proves to be the host. */
  void secure(SSLSocketFactory factory, S3Address address) throws IOException {
    SSLSocket socket = (SSLSocket) factory.createSocket(raw, address.peer(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (address.isServerName()) {
      parameters.setServerNames(List.of(new SNIHostName(address.host())));
    }
    socket.setSSLParameters(parameters);
    startWaiting();
    try {
      socket.startHandshake();
    } catch (IOException e) {
      throw explained(e);
    } finally {
      due = Monotonic.NEVER;
    }
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Bounds all that follows by a point in time, besides the bound on silence. */
  void boundBy(long point) {
    until = point;
  }

  void send(byte[] request) throws IOException {
    answering = false;
    startWaiting();
    try {
      out.write(request);
    } catch (IOException e) {
      throw explained(e);
    } finally {
      due = Monotonic.NEVER;
    }
  }

  /** The next byte; -1 at the end. */
  int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  /** Reads 1 byte or more; -1 at the end. */
  int read(byte[] to, int offset, int length) throws IOException {
    if (position == limit) {
      if (length >= BUFFER) {
        return receive(to, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, to, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    int count = receive(buffer, 0, BUFFER);
    limit = Math.max(count, 0);
    return count > 0;
  }

  private int receive(byte[] to, int offset, int length) throws IOException {
    startWaiting();
    try {
      int count = in.read(to, offset, length);
      answering |= count > 0;
      return count;
    } catch (IOException e) {
      throw explained(e);
    } finally {
      due = Monotonic.NEVER;
    }
  }

  private void startWaiting() {
    due = Math.min(Monotonic.in(silence), until);
  }

  private IOException explained(IOException failure) {
    if (!expired) {
      return failure;
    }
    SocketTimeoutException late =
        new SocketTimeoutException(
            Monotonic.now() >= until
                ? "the call took too long"
                : "no byte came for %d ms".formatted(silence.toMillis()));
    late.initCause(failure);
    return late;
  }

  /** Whether a byte of an answer has come since the last request. */
  boolean isAnswering() {
    return answering;
  }

  /** Whether an earlier call has left it behind. */
  boolean isReused() {
    return reused;
  }

  /** Marks the end of a call after which the next one may use this connection. */
  void rest(long now) {
    reused = true;
    until = Monotonic.NEVER;
    idleSince = now;
  }

  /**
   * Whether nothing has come since the last answer. A server that gives up an idle connection may
   * say so with an answer that nobody has asked for, and it must not pass for the next one.
   */
  boolean isQuiet() {
    try {
      return !expired
          && position == limit
          && arrived.available() == 0
          && (in == arrived || in.available() == 0);
    } catch (IOException e) {
      return false;
    }
  }

  boolean isIdleSince(long point) {
    return idleSince <= point;
  }

  /** Closes the connection if what is waited for should have come by now. */
  void expire(long now) {
    if (now >= due) {
      expired = true;
      close();
    }
  }

  /** Closes the socket at once, without the farewell of TLS, for which it might have to wait. */
  void close() {
    try {
      raw.close();
    } catch (IOException e) {
      // There is nobody to whom it would matter.
    }
  }
}
