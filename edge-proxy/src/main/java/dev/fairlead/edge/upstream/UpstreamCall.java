package dev.fairlead.edge.upstream;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.ProjectId;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request that is passed on: gives the client exactly one answer, that of the other server or
 * why there is none. Used on the client's event loop only.
 */
final class UpstreamCall extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(UpstreamCall.class);
  private static final int BAD_GATEWAY = 502;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final ProjectId site;
  private final Request request;
  private final AnswerSink sink;
  private final Function<UpstreamHead, Answer> answers;
  private final long maxBody;
  private @Nullable UpstreamContent content;
  private @Nullable ChannelHandlerContext context;
  private boolean answered;
  private boolean informational;

  UpstreamCall(
      ProjectId site,
      Request request,
      AnswerSink sink,
      Function<UpstreamHead, Answer> answers,
      long maxBody) {
    this.site = site;
    this.request = request;
    this.sink = sink;
    this.answers = answers;
    this.maxBody = maxBody;
  }

  /** The site whose rule has it passed on. */
  ProjectId site() {
    return site;
  }

  Request request() {
    return request;
  }

  AnswerSink sink() {
    return sink;
  }

  boolean isAnswered() {
    return answered;
  }

  /**
   * Ends the call. The client learns it from an answer, or, if the answer has begun, by its end.
   *
   * @param status of the answer
   */
  void fail(int status, String reason) {
    UpstreamContent begun = content;
    if (begun != null) {
      begun.fail(new IOException(reason));
    } else if (!answered) {
      answered = true;
      log.atInfo().addKeyValue("reason", reason).log("A request could not be passed on");
      Answer answer = PlatformAnswers.notPassedOn(status, request);
      sink.answer(answer, answer.literalBody());
    }
    if (context != null) {
      context.close();
    }
  }

  /** Ends the call for a client that has gone: what it is answered is for the access log. */
  void abandon() {
    answered = true;
    Answer answer = PlatformAnswers.clientGone();
    sink.answer(answer, answer.literalBody());
    if (context != null) {
      context.close();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
        fail(BAD_GATEWAY, "what it answered is not HTTP");
        return;
      }
      if (message instanceof HttpResponse response) {
        begin(ctx, response);
      }
      if (message instanceof HttpContent piece) {
        goOn(piece);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(BAD_GATEWAY, "it closed the connection too soon");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(BAD_GATEWAY, String.valueOf(cause.getMessage()));
    ctx.close();
  }

  private void begin(ChannelHandlerContext ctx, HttpResponse response) {
    int status = response.status().code();
    informational = status < 200;
    if (status == SWITCHING_PROTOCOLS || status > 599) {
      fail(BAD_GATEWAY, "it answered with status " + status);
      return;
    }
    if (informational || answered) {
      return;
    }
    boolean chunked = HttpUtil.isTransferEncodingChunked(response);
    long length = chunked ? -1 : HttpUtil.getContentLength(response, -1L);
    if (length > maxBody) {
      fail(BAD_GATEWAY, "its answer has %d bytes, over %d".formatted(length, maxBody));
      return;
    }
    boolean hasBody = !request.isHead() && status != 204 && status != 304 && length != 0;
    long told = status == 204 || status == 304 ? -1 : length;
    Answer answer =
        answers.apply(
            new UpstreamHead(status, PassedFields.ofAnswer(response.headers()), told, hasBody));
    answered = true;
    if (!hasBody) {
      sink.answer(answer);
      ctx.close();
      return;
    }
    ctx.channel().config().setAutoRead(false);
    UpstreamContent body = new UpstreamContent(ctx.channel(), maxBody);
    content = body;
    sink.answer(answer, body);
  }

  private void goOn(HttpContent piece) {
    boolean last = piece instanceof LastHttpContent;
    UpstreamContent body = content;
    if (!informational && body != null) {
      body.add(piece.content().retain());
      if (last) {
        body.end();
        if (context != null) {
          context.close();
        }
      }
    }
  }
}
