package dev.fairlead.edge;

import dev.fairlead.edge.blob.Bodies;
import dev.fairlead.edge.blob.BusyException;
import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.observation.Exchange;
import dev.fairlead.edge.observation.HostClass;
import dev.fairlead.edge.observation.Observation;
import dev.fairlead.site.Route;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.FastThreadLocal;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives answers with their bodies, and remembers those that are given often. */
final class GivenAnswers {
  private static final Logger log = LoggerFactory.getLogger(GivenAnswers.class);

  private final Bodies bodies;
  private final Observation observation;
  private final FastThreadLocal<HotAnswers> hot =
      new FastThreadLocal<>() {
        @Override
        protected HotAnswers initialValue() {
          return new HotAnswers();
        }
      };

  GivenAnswers(Bodies bodies, Observation observation) {
    this.bodies = bodies;
    this.observation = observation;
  }

  /** Gives what this loop has given before to the same address; false if it has nothing. */
  boolean again(Route route, Request request, AnswerSink client, long begun) {
    if (!isSimple(request)) {
      return false;
    }
    String target = request.target();
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return giveKept(route, path, mark >= 0, request, client, begun);
  }

  /** Gives what this loop has given before by the same key, whatever the query. */
  boolean again(Route route, Object key, Request request, Exchange sink) {
    return giveKept(route, key, true, request, sink.client(), sink.begun());
  }

  /** Gives an answer and its body, or says that the store does not give the body. */
  void give(Answer answer, Request request, AnswerSink sink) {
    if (!(answer.body() instanceof Body.Stored stored)) {
      sink.answer(answer, answer.literalBody());
      return;
    }
    ByteBuf bytes = bodies.find(stored, sink.sendsFiles());
    if (bytes != null) {
      sink.comesFrom(BodyTier.MEMORY);
      sink.answer(answer, bytes);
    } else {
      sink.expect(answer);
      bodies.give(answer, stored, sink, failure -> unavailable(failure, request, sink));
    }
  }

  /** Whether an answer could be one of those kept. */
  static boolean isSimple(Request request) {
    return request.method() == HttpMethod.GET && request.preferences().isSimple();
  }

  /** Remembers the answer with a file, and what clients that have it already are told. */
  void keepFile(Route route, Object key, Request request, Answer answer) {
    String entityTag = answer.headers().get(HttpHeaderNames.ETAG);
    hot.get()
        .keep(
            new HotAnswers.Entry(
                route,
                key,
                request.preferences().codingsAccepted(),
                answer,
                entityTag == null ? null : answer.notModified(),
                entityTag,
                true));
  }

  /**
   * Remembers an answer without validator.
   *
   * @param anyQuery whether the query of the request does not matter
   */
  void keep(Route route, Object key, Request request, Answer answer, boolean anyQuery) {
    int codings = request.preferences().codingsAccepted();
    hot.get().keep(new HotAnswers.Entry(route, key, codings, answer, null, null, anyQuery));
  }

  /** Gives what is kept, now or as soon as it has been read; false if nothing is. */
  private boolean giveKept(
      Route route, Object key, boolean hasQuery, Request request, AnswerSink client, long begun) {
    HotAnswers.Entry entry = hot.get().find(route, key, request.preferences().codingsAccepted());
    if (entry == null || (hasQuery && !entry.anyQuery)) {
      return false;
    }
    HostClass host = HostClass.of(route);
    String held = request.preferences().ifNoneMatch();
    if (held != null) {
      Answer notModified = entry.notModified;
      if (notModified == null || !entry.isHeldBy(held)) {
        return false;
      }
      client.answer(notModified);
      observation.answered(host, request, client, notModified, BodyTier.NONE, begun);
      return true;
    }
    BodyTier tier = BodyTier.HOT;
    ByteBuf bytes = entry.isTimeToTouch() ? null : Bodies.again(entry.bytes);
    if (bytes == null && entry.answer.body() instanceof Body.Stored stored) {
      tier = BodyTier.MEMORY;
      bytes = bodies.find(stored, client.sendsFiles());
      // A view of its own: the sink reads the one that it is given to its end.
      entry.bytes = bytes == null ? null : bytes.duplicate();
      if (bytes == null) {
        Exchange sink = observation.watch(request, client, begun).forHost(host);
        sink.expect(entry.answer);
        bodies.give(entry.answer, stored, sink, failure -> unavailable(failure, request, sink));
        return true;
      }
    }
    client.answer(entry.answer, bytes == null ? entry.answer.literalBody() : bytes);
    observation.answered(host, request, client, entry.answer, tier, begun);
    return true;
  }

  private void unavailable(IOException reason, Request request, AnswerSink sink) {
    Answer answer;
    if (reason instanceof BusyException) {
      log.atDebug().setMessage("Too many large files").setCause(reason).log();
      answer = PlatformAnswers.busy(request);
    } else {
      log.atWarn().setMessage("Cannot read a blob").setCause(reason).log();
      answer = PlatformAnswers.unavailable(request);
    }
    sink.answer(answer, answer.literalBody());
  }
}
