package dev.fairlead.site.s3;

import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.s3.Transport.Request;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Reads the objects of one bucket without the AWS SDK, which takes several times as much CPU for a
 * small object and keeps a timer for every call. Every call blocks, is bounded in time, is ended by
 * an interrupt of a virtual thread, and is repeated where that may help. Safe for use by several
 * threads.
 */
final class S3Reader implements AutoCloseable {
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;

  private final IdentitySource identities;
  private final S3Limits limits;
  private final SigningClock clock;
  private final ConnectionPool pool;
  private final Transport transport;
  private final Repetitions repetitions;

  /** Connects when that is needed. */
  S3Reader(
      S3Address address,
      String region,
      AwsCredentialsProvider credentials,
      S3Limits limits,
      SSLSocketFactory tls,
      InstantSource clock) {
    this.identities = new IdentitySource(credentials);
    this.limits = limits;
    this.clock = new SigningClock(clock);
    this.pool = ConnectionPool.open(address, limits, tls);
    this.transport = new Transport(address, new RequestSigner(region), this.clock, pool);
    this.repetitions = new Repetitions(limits.pause());
  }

  /** What becomes of an answer that has an object, or part of it. */
  private interface Receipt<T> {
    T take(Answer answer) throws IOException;
  }

  /**
   * Reads a whole object; empty if there is none.
   *
   * @throws InvalidDocumentException if it has more bytes than it may
   * @throws IOException if the store cannot be reached or refuses; the message says why
   */
  Optional<S3Bucket.Content> whole(String key, int most) throws IOException {
    return get(key, "", answer -> content(answer, key, most));
  }

  private static S3Bucket.Content content(Answer answer, String key, int most) throws IOException {
    try (AnswerBody body = answer.body()) {
      if (answer.head().status() != OK) {
        throw new MalformedAnswerException(
            "status", Integer.toString(answer.head().status()), "200");
      }
      if (body.length() > most) {
        throw tooLarge(key, most);
      }
      boolean known = body.length() != AnswerBody.UNKNOWN;
      byte[] bytes = body.readNBytes(known ? (int) body.length() : most);
      if (body.read() >= 0) {
        throw tooLarge(key, most);
      }
      return new S3Bucket.Content(bytes, answer.head().field("etag"));
    }
  }

  private static InvalidDocumentException tooLarge(String key, int most) {
    return new InvalidDocumentException("%s has more than %,d bytes".formatted(key, most));
  }

  /**
   * Opens part of an object, which has to have it; empty if there is no such object. The stream
   * ends with an error if the store sends fewer bytes, and its reader sets the pace: only silence
   * is bounded in time.
   *
   * @param length 1 or more
   * @throws IOException if the store cannot be reached or refuses; the message says why
   */
  Optional<InputStream> part(String key, long offset, long length) throws IOException {
    String bytes = offset + "-" + (offset + length - 1);
    return get(key, "bytes=" + bytes, answer -> stream(answer, bytes, length));
  }

  private static InputStream stream(Answer answer, String bytes, long length) throws IOException {
    AnswerBody body = answer.body();
    try {
      AnswerHead head = answer.head();
      String range = head.field("content-range");
      boolean isWhole = head.status() == OK && bytes.startsWith("0-") && body.length() == length;
      if (!isWhole
          && (head.status() != PARTIAL_CONTENT || !range.startsWith("bytes " + bytes + "/"))) {
        throw new MalformedAnswerException(
            "range", "%d %s".formatted(head.status(), range), "206 bytes " + bytes);
      }
      body.expect(length);
      body.unhurried();
      return body;
    } catch (Throwable e) {
      body.close();
      throw e;
    }
  }

  private <T> Optional<T> get(String key, String range, Receipt<T> receipt) throws IOException {
    Request request = new Request(key, range, identity(key));
    long until = Monotonic.in(limits.call());
    return repetitions.run(key, until, () -> attempt(request, until, receipt));
  }

  /** Asked for once a call: asking for what is not there may take seconds. */
  private SigningIdentity identity(String key) throws IOException {
    try {
      return identities.current();
    } catch (IOException e) {
      throw Repetitions.failure(key, 1, e);
    }
  }

  private <T> Optional<T> attempt(Request request, long until, Receipt<T> receipt)
      throws IOException {
    try {
      return ask(request, until, receipt);
    } catch (RefusedException refusal) {
      if (refusal.isSkewedClock() && clock.follow(refusal.date())) {
        return ask(request, until, receipt);
      }
      throw refusal;
    }
  }

  private <T> Optional<T> ask(Request request, long until, Receipt<T> receipt) throws IOException {
    Answer answer = transport.send(request, until);
    int status = answer.head().status();
    if (status == OK || status == PARTIAL_CONTENT) {
      return Optional.of(receipt.take(answer));
    }
    RefusedException refusal = RefusedException.read(answer);
    if (refusal.isMissingObject()) {
      return Optional.empty();
    }
    throw refusal;
  }

  /** How many connections are open, in use or not. */
  int connections() {
    return pool.size();
  }

  /** Ends all calls. */
  @Override
  public void close() {
    pool.close();
  }
}
