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
  private final AnswerSink client;
  private final long begun;
  private HostClass host = HostClass.PLATFORM;
  private BodyTier tier = BodyTier.NONE;
  private boolean answered;

  Exchange(Observation observation, Request request, AnswerSink client, long begun) {
    this.observation = observation;
    this.request = request;
    this.client = client;
    this.begun = begun;
  }

  /** The request turns out to be for a host that is known. */
  public Exchange forHost(Route route) {
    return forHost(HostClass.of(route));
  }

  /** The request turns out to be for a host of a class. */
  public Exchange forHost(HostClass found) {
    host = found;
    return this;
  }

  /** Where the answer goes in the end; who gives it there notes it. */
  public AnswerSink client() {
    return client;
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
    return client.executor();
  }

  @Override
  public boolean sendsFiles() {
    return client.sendsFiles();
  }

  @Override
  public @Nullable InetAddress clientAddress() {
    return client.clientAddress();
  }

  @Override
  public String protocol() {
    return client.protocol();
  }

  @Override
  public void comesFrom(BodyTier where) {
    tier = where;
  }

  @Override
  public void expect(Answer answer) {
    client.expect(answer);
  }

  @Override
  public void whenGone(Runnable action) {
    client.whenGone(action);
  }

  @Override
  public void answer(Answer answer, @Nullable ByteBuf body) {
    answered = true;
    client.answer(answer, body);
    observation.answered(host, request, client, answer, tier, begun);
  }

  @Override
  public void answer(Answer answer, Content content) {
    answered = true;
    client.answer(answer, content);
    observation.answered(host, request, client, answer, tier, begun);
  }
}
