package dev.fairlead.edge.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.tls.GentleClose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1.1. It lets one request at a time through, so that pipelined requests are
 * answered in order, and reads from the socket only while answers find room: a client that sends
 * faster than it reads fills its own buffers, not ours.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter
    implements AnswerSink, Http1Output.Listener {
  private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);

  /** How long an idle connection is left open at the end, for the request that is on its way. */
  private static final long QUIET_MILLIS = 500;

  private static final long NEVER = -1;

  private final Answering answering;
  private final EdgeLoop loop;
  private final Security security;
  private final SlowClientLimits limits;
  private final FastDecoder decoder;

  /** What the strict decoder has read and nobody has answered yet. */
  private final Queue<Incoming> waiting = new ArrayDeque<>();

  private @Nullable ChannelHandlerContext context;
  private @Nullable Http1Output output;
  private boolean reading;
  private boolean delivering;
  private boolean busy;
  private boolean keepAlive = true;

  /** Whether the client has said itself that it sends nothing more. */
  private boolean lastOfClient;

  private boolean more;
  private boolean closing;
  private boolean draining;

  /** Run if the client goes before it is answered. */
  private @Nullable Runnable gone;

  /** How often bytes had arrived when it was found idle while draining. */
  private long idleAfter = NEVER;

  /**
   * How the client's bytes came.
   *
   * @param secure whether the client speaks TLS, to us or to somebody before us
   * @param encrypted whether it is us, so that bytes are encrypted behind this handler
   * @param transport what a client that speaks TLS is told of it; null for nothing
   */
  record Security(boolean secure, boolean encrypted, @Nullable StrictTransport transport) {}

  Http1Connection(Answering answering, EdgeLoop loop, ConnectionConfig config, Security security) {
    this.answering = answering;
    this.loop = loop;
    this.security = security;
    this.decoder = new FastDecoder(config, loop.fields(), this);
    this.limits = new SlowClientLimits(config, this);
  }

  /** The handler that turns bytes into requests; it stands somewhere before this one. */
  FastDecoder decoder() {
    return decoder;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    output = new Http1Output(ctx, loop, sendsFiles(), security.transport, this);
    loop.add(limits);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    loop.remove(limits);
    output().close();
    decoder.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    waiting.clear();
    loop.remove(limits);
    output().close();
    decoder.close();
    clientGone();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!closing) {
      waiting.add((Incoming) message);
      stopReadingUnlessReady();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    if (output().hasRoom() && !closing) {
      output().roomAgain();
      if (!reading && !delivering) {
        deliverLater();
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == OpenConnections.Drain.REQUESTED) {
      if (!draining) {
        draining = true;
        closeOnceQuiet();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Most often the client has reset the connection: nobody is left to be answered.
    log.atDebug().setMessage("Closing a connection").setCause(cause).log();
    ctx.close();
  }

  @Override
  public EventExecutor executor() {
    return loop.eventLoop();
  }

  @Override
  public @Nullable InetAddress clientAddress() {
    return OpenConnections.addressOf(context().channel());
  }

  @Override
  public boolean sendsFiles() {
    return !security.encrypted;
  }

  @Override
  public void whenGone(Runnable action) {
    if (isDropping()) {
      action.run();
    } else {
      gone = action;
    }
  }

  @Override
  public void answer(Answer answer, @Nullable ByteBuf body) {
    gone = null;
    if (isDropping()) {
      if (body != null) {
        body.release();
      }
      return;
    }
    tickUnlessReading();
    announceEnd();
    try {
      output().write(answer, body, keepAlive, more);
    } catch (RuntimeException | OutOfMemoryError failure) {
      fail(failure);
      return;
    }
    answered();
  }

  @Override
  public void answer(Answer answer, Content content) {
    gone = null;
    if (isDropping()) {
      content.close();
      return;
    }
    tickUnlessReading();
    announceEnd();
    try {
      output().write(answer, content, keepAlive);
    } catch (RuntimeException | OutOfMemoryError failure) {
      fail(failure);
    }
  }

  @Override
  public void contentWritten() {
    answered();
  }

  @Override
  public void contentBroken(IOException reason) {
    log.atWarn()
        .setMessage("Closing a connection in the middle of an answer")
        .setCause(reason)
        .log();
    close();
  }

  boolean isSecure() {
    return security.secure;
  }

  /** Whether another request may be let through. */
  boolean isReady() {
    return !busy && !closing && output().hasRoom();
  }

  /** Whether nothing of a request is here and no answer is owed. */
  boolean isIdle() {
    return !busy && waiting.isEmpty() && !decoder.isHolding();
  }

  /** Whether what is answered reaches nobody. */
  private boolean isDropping() {
    return context().isRemoved() || closing;
  }

  private void clientGone() {
    Runnable action = gone;
    gone = null;
    if (action != null) {
      action.run();
    }
  }

  Http1Output output() {
    return Objects.requireNonNull(output, "not in a pipeline");
  }

  void close() {
    context().close();
  }

  /**
   * Closes and has the kernel forget what the client has not taken, which it would otherwise keep
   * for minutes; past the handler of TLS, whose last words nobody would take either.
   */
  void abort() {
    ChannelHandlerContext first = context().pipeline().firstContext();
    first.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    first.close();
  }

  /** Bytes of the client have arrived; {@link #readComplete} follows. */
  void bytesArrived() {
    reading = true;
    loop.tick();
    limits.bytesArrived();
  }

  /** Lets a request through; called only while {@link #isReady}. */
  void request(Request request, boolean stayOpen, boolean others) {
    keepAlive = stayOpen;
    lastOfClient = !stayOpen;
    more = others;
    busy = true;
    limits.headRead();
    try {
      answering.answer(request, this);
    } catch (RuntimeException | OutOfMemoryError failure) {
      fail(failure);
    }
  }

  /** Nothing more has arrived for now: what has been answered is sent. */
  void readComplete() {
    reading = false;
    deliver();
  }

  void stopReadingUnlessReady() {
    if (!isReady() && !closing) {
      context().channel().config().setAutoRead(false);
    }
  }

  /** What has been received already is answered before the end is announced. */
  private void announceEnd() {
    if (draining && waiting.isEmpty() && !decoder.isHolding()) {
      keepAlive = false;
    }
  }

  private void tickUnlessReading() {
    if (!reading) {
      loop.tick();
    }
  }

  /** Nobody else would end it: a connection that owes an answer is not idle. */
  private void fail(Throwable failure) {
    log.atError().setMessage("Closing a connection that cannot answer").setCause(failure).log();
    closing = true;
    waiting.clear();
    decoder.close();
    output().close();
    close();
  }

  private void answered() {
    busy = false;
    if (!keepAlive) {
      waiting.clear();
      closing = true;
      decoder.close();
      output().flush();
      closeGently();
    } else if (!reading && !delivering) {
      deliverLater();
    }
  }

  /** Lets through what has waited, maybe for long. */
  private void deliverLater() {
    loop.tick();
    deliver();
  }

  /** Answers that are at hand are written one after the other and sent together. */
  private void deliver() {
    delivering = true;
    Incoming next;
    while (isReady() && (next = waiting.poll()) != null) {
      switch (next) {
        case Incoming.Refused refused -> refuse(refused);
        case Incoming.Framed(Request request, boolean stayOpen) ->
            request(request, stayOpen, !waiting.isEmpty());
      }
    }
    decoder.resume();
    delivering = false;
    limits.headBegun(isReady() && waiting.isEmpty() && decoder.isInsideHead());
    if (!closing) {
      output().flush();
      context().channel().config().setAutoRead(isReady());
    }
  }

  private void refuse(Incoming.Refused refused) {
    keepAlive = false;
    lastOfClient = false;
    Answer answer =
        PlatformAnswers.refused(refused.status(), refused.sentence(), refused.navigation());
    answer(answer, answer.literalBody());
    answering.refused(Request.none(security.secure), answer, this);
  }

  /** Closes when nothing has been asked for and nothing was owed for a while. */
  private void closeOnceQuiet() {
    if (closing) {
      return;
    }
    boolean idle = isIdle() && output().pending() == 0;
    if (idle && idleAfter == limits.arrivals()) {
      closing = true;
      GentleClose.begin(context());
      return;
    }
    idleAfter = idle ? limits.arrivals() : NEVER;
    var unused = loop.eventLoop().schedule(this::closeOnceQuiet, QUIET_MILLIS, MILLISECONDS);
  }

  /** A client that has promised to send nothing more cannot lose anything by a plain close. */
  private void closeGently() {
    ChannelHandlerContext ctx = context();
    if (lastOfClient && output().pending() == 0) {
      ctx.close();
    } else if (lastOfClient) {
      ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      GentleClose.begin(ctx);
    }
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not in a pipeline");
  }
}
