package dev.fairlead.edge.http2;

import dev.fairlead.edge.hpack.HeaderBlock;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.site.Hostname;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the handlers of HTTP/2 connections, which have their limits and their answers in common.
 */
public final class Http2Server {
  private final Http2Limits limits;
  private final Answering answering;
  private final DateField date;
  private final LongAdder endedForAbuse = new LongAdder();

  private final FastThreadLocal<HeaderBlock> blocks =
      new FastThreadLocal<>() {
        @Override
        protected HeaderBlock initialValue() {
          return new HeaderBlock(
              limits.maxHeaderFields(), limits.maxHeaderListSize(), limits.maxEncodedBlock());
        }
      };

  /**
   * @param clock for the {@code date} of answers
   */
  public Http2Server(Http2Limits limits, Answering answering, InstantSource clock) {
    this(limits, answering, clock, null);
  }

  /**
   * @param clock for the {@code date} of answers
   * @param transport what clients are told of TLS; null for nothing
   */
  public Http2Server(
      Http2Limits limits,
      Answering answering,
      InstantSource clock,
      @Nullable StrictTransport transport) {
    this.limits = limits;
    this.answering = answering;
    this.date = new DateField(clock, transport);
  }

  /**
   * The one handler behind the {@code SslHandler} of a connection that has agreed on {@code h2}.
   * The channel is not read automatically: the handler reads when it can take more.
   *
   * @param served the names that the certificate of the connection speaks for; requests for others
   *     are answered with 421 (RFC 9110 §15.5.20)
   */
  public Http2Connection newConnection(Predicate<Hostname> served) {
    return new Http2Connection(this, served);
  }

  /** Connections that were ended because the client went beyond its limits. */
  public long endedForAbuse() {
    return endedForAbuse.sum();
  }

  void endsForAbuse() {
    endedForAbuse.increment();
  }

  Http2Limits limits() {
    return limits;
  }

  Answering answering() {
    return answering;
  }

  DateField date() {
    return date;
  }

  /** Of the event loop that calls. */
  HeaderBlock block() {
    return blocks.get();
  }
}
