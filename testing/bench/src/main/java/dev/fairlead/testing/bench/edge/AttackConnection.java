package dev.fairlead.testing.bench.edge;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection of HTTP/2 over TLS that sends what it is told, and notes how the server ends it. */
final class AttackConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int GOAWAY = 7;
  private static final String[] CODES = {
    "NO_ERROR",
    "PROTOCOL_ERROR",
    "INTERNAL_ERROR",
    "FLOW_CONTROL_ERROR",
    "SETTINGS_TIMEOUT",
    "STREAM_CLOSED",
    "FRAME_SIZE_ERROR",
    "REFUSED_STREAM",
    "CANCEL",
    "COMPRESSION_ERROR",
    "CONNECT_ERROR",
    "ENHANCE_YOUR_CALM"
  };
  private static final SSLContext TRUSTING = trusting();

  private final SSLSocket socket;
  private final OutputStream out;
  private final Thread reader;
  private final long until;
  private long frames;
  private volatile String ending = "";

  /**
   * @param until when it is over, by {@link System#nanoTime}
   * @param window of a stream as this client allows it
   */
  AttackConnection(int port, long until, int window) throws IOException {
    this.until = until;
    socket = (SSLSocket) TRUSTING.getSocketFactory().createSocket("127.0.0.1", port);
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      parameters.setServerNames(java.util.List.of(new javax.net.ssl.SNIHostName(BenchSite.HOST)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      out = new BufferedOutputStream(socket.getOutputStream(), 16 << 10);
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    frame(4, 0, 0, ByteBuffer.allocate(6).putShort((short) 4).putInt(window).array());
    reader = Thread.ofVirtual().start(this::read);
  }

  /** Sends a frame, sooner or later. */
  AttackConnection frame(int type, int flags, int stream, byte... payload) throws IOException {
    out.write(
        ByteBuffer.allocate(9)
            .putInt((payload.length << 8) | type)
            .put((byte) flags)
            .putInt(stream)
            .array());
    out.write(payload);
    frames++;
    return this;
  }

  AttackConnection flush() throws IOException {
    out.flush();
    return this;
  }

  /** Whether there is still time. */
  boolean goesOn() {
    return System.nanoTime() < until && ending.isEmpty();
  }

  /** Says nothing more until the time is over or the server has closed. */
  void hold() throws IOException {
    flush();
    while (goesOn() && reader.isAlive()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  long frames() {
    return frames;
  }

  /** How the server ended it; empty if it did not. */
  String ending() throws InterruptedException {
    reader.join(TimeUnit.SECONDS.toMillis(1));
    return ending;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void read() {
    try {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      while (true) {
        int lengthAndType = in.readInt();
        in.skipNBytes(5);
        byte[] payload = in.readNBytes(lengthAndType >>> 8);
        if ((lengthAndType & 0xff) == GOAWAY) {
          int code = ByteBuffer.wrap(payload).getInt(4);
          ending = code < CODES.length ? CODES[code] : "code " + code;
          return;
        }
      }
    } catch (IOException closed) {
      if (ending.isEmpty() && System.nanoTime() < until) {
        ending = "closed";
      }
    }
  }

  /** Whom an attacker talks to is no concern of his. */
  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
