package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Incoming;
import dev.fairlead.edge.http.PlatformAnswers;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has each request answered and tells the queue before it when that is done. */
final class AnswerHandler extends SimpleChannelInboundHandler<Incoming> {
  private static final Logger log = LoggerFactory.getLogger(AnswerHandler.class);

  private final Answering answering;
  private final AnswerWriter writer;
  private final InOrderHandler queue;

  AnswerHandler(Answering answering, AnswerWriter writer, InOrderHandler queue) {
    this.answering = answering;
    this.writer = writer;
    this.queue = queue;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Incoming incoming) {
    switch (incoming) {
      case Incoming.Refused refused -> {
        Answer answer = PlatformAnswers.refused(refused);
        writer.write(ctx, answer, false, new LastAnswer(ctx, false));
      }
      case Incoming.Request request -> answer(ctx, request);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Most often the client has reset the connection: nobody is left to be answered.
    log.atDebug().setMessage("Closing a connection").setCause(cause).log();
    ctx.close();
  }

  private void answer(ChannelHandlerContext ctx, Incoming.Request request) {
    CompletableFuture<Answer> answer = answering.answer(request);
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      write(ctx, request, answer.join());
      return;
    }
    var unused =
        answer.whenCompleteAsync(
            (made, failure) -> {
              if (failure == null) {
                write(ctx, request, made);
              } else {
                ctx.fireExceptionCaught(new CompletionException(failure));
                ctx.close();
              }
            },
            ctx.executor());
  }

  private void write(ChannelHandlerContext ctx, Incoming.Request request, Answer answer) {
    writer.write(ctx, answer, request.keepAlive(), new FirstAnswer(ctx, request));
  }

  /** If the store does not give the body, another answer is written in its place. */
  private final class FirstAnswer implements AnswerWriter.Outcome {
    private final ChannelHandlerContext ctx;
    private final Incoming.Request request;

    FirstAnswer(ChannelHandlerContext ctx, Incoming.Request request) {
      this.ctx = ctx;
      this.request = request;
    }

    @Override
    public void written() {
      queue.answered(request.keepAlive());
    }

    @Override
    public void failed(Throwable reason) {
      log.atWarn().setMessage("Cannot read a blob").setCause(reason).log();
      Answer answer = PlatformAnswers.unavailable(request);
      writer.write(ctx, answer, request.keepAlive(), new LastAnswer(ctx, request.keepAlive()));
    }
  }

  /** An answer made by the edge itself, which no store can fail. */
  private final class LastAnswer implements AnswerWriter.Outcome {
    private final ChannelHandlerContext ctx;
    private final boolean keepAlive;

    LastAnswer(ChannelHandlerContext ctx, boolean keepAlive) {
      this.ctx = ctx;
      this.keepAlive = keepAlive;
    }

    @Override
    public void written() {
      queue.answered(keepAlive);
    }

    @Override
    public void failed(Throwable reason) {
      ctx.close();
    }
  }
}
