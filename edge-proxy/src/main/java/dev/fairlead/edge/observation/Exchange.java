package dev.fairlead.edge.observation;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.Route;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Passes one answer on, and notes it. */
public final class Exchange implements AnswerSink {
  private final Observation observation;
  private final Request request;
  private final AnswerSink sink;
  private final long begun;
  private HostClass host = HostClass.PLATFORM;
  private BodyTier tier = BodyTier.NONE;
  private boolean answered;

  Exchange(Observation observation, Request request, AnswerSink sink, long begun) {
    this.observation = observation;
    this.request = request;
    this.sink = sink;
    this.begun = begun;
  }

  /** The request turns out to be for a host that is known. */
  public Exchange of(Route route) {
    return of(HostClass.of(route));
  }

  public Exchange of(HostClass hosts) {
    host = hosts;
    return this;
  }

  /** Where the answer goes in the end; who gives it there notes it. */
  public AnswerSink client() {
    return sink;
  }

  /** Whether an answer has been passed on. */
  public boolean isAnswered() {
    return answered;
  }

  /** When the request began to be answered. */
  public long begun() {
    return begun;
  }

  @Override
  public EventExecutor executor() {
    return sink.executor();
  }

  @Override
  public boolean sendsFiles() {
    return sink.sendsFiles();
  }

  @Override
  public @Nullable InetAddress clientAddress() {
    return sink.clientAddress();
  }

  @Override
  public String protocol() {
    return sink.protocol();
  }

  @Override
  public void comesFrom(BodyTier where) {
    tier = where;
  }

  @Override
  public void expect(Answer answer) {
    sink.expect(answer);
  }

  @Override
  public void whenGone(Runnable action) {
    sink.whenGone(action);
  }

  @Override
  public void answer(Answer answer, @Nullable ByteBuf body) {
    answered = true;
    sink.answer(answer, body);
    observation.answered(host, request, sink, answer, tier, begun);
  }

  @Override
  public void answer(Answer answer, Content content) {
    answered = true;
    sink.answer(answer, content);
    observation.answered(host, request, sink, answer, tier, begun);
  }
}
