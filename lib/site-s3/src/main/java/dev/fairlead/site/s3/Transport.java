package dev.fairlead.site.s3;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Signs requests and sends them over the connections of a pool. */
final class Transport {
  private final S3Address address;
  private final RequestSigner signer;
  private final SigningClock clock;
  private final ConnectionPool pool;

  Transport(S3Address address, RequestSigner signer, SigningClock clock, ConnectionPool pool) {
    this.address = address;
    this.signer = signer;
    this.clock = clock;
    this.pool = pool;
  }

  /**
   * A GET.
   *
   * @param range value of {@code Range}; empty for the whole object
   */
  record Request(String key, String range, SigningIdentity identity) {}

  /**
   * Sends a request and reads the head of the answer. If a connection that has rested turns out to
   * be dead, the request is sent again over a new one, once: a GET does no harm.
   *
   * @param until when the caller's time is over
   */
  Answer send(Request request, long until) throws IOException {
    byte[] head =
        signer
            .head(
                address.authority(),
                address.target(request.key()),
                request.range(),
                request.identity(),
                clock.now())
            .getBytes(StandardCharsets.US_ASCII);
    Connection connection = pool.take(false, until);
    try {
      return exchange(connection, head);
    } catch (IOException e) {
      boolean ended = e instanceof SocketTimeoutException || Thread.currentThread().isInterrupted();
      if (!connection.isReused() || connection.isAnswering() || ended) {
        throw e;
      }
    }
    return exchange(pool.take(true, until), head);
  }

  private Answer exchange(Connection connection, byte[] request) throws IOException {
    try {
      connection.send(request);
      AnswerHead head = AnswerHead.read(connection);
      return new Answer(head, new AnswerBody(connection, pool, head));
    } catch (Throwable e) {
      pool.drop(connection);
      throw e;
    }
  }
}
