package dev.fairlead.edge.observation;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Body;
import dev.fairlead.edge.http.BodyTier;
import dev.fairlead.edge.http.Request;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Notes what is answered: in numbers, and line by line if there is an access log. Every event loop
 * has numbers and a queue of its own, so that noting never waits and contends with nobody.
 */
public final class Observation {
  private final boolean on;
  private final @Nullable AccessLog accessLog;
  private final InstantSource clock;

  /** One for each event loop. */
  private final List<LoopCounts> loops = new CopyOnWriteArrayList<>();

  private final FastThreadLocal<Notes> notes =
      new FastThreadLocal<>() {
        @Override
        protected Notes initialValue() {
          LoopCounts counts = new LoopCounts();
          loops.add(counts);
          return new Notes(counts, accessLog == null ? null : accessLog.newQueue());
        }
      };

  /** What one event loop writes into. */
  private record Notes(LoopCounts counts, @Nullable AccessQueue queue) {}

  /**
   * @param counting whether numbers are wanted; where neither they nor lines are, nothing is done
   * @param accessLog null for none
   */
  public Observation(boolean counting, @Nullable AccessLog accessLog, InstantSource clock) {
    this.on = counting || accessLog != null;
    this.accessLog = accessLog;
    this.clock = clock;
  }

  /** The moment at which a request begins to be answered, for the calls that follow. */
  public long begin() {
    return on ? System.nanoTime() : 0;
  }

  /** A sink that notes the answer that it passes on. Used on the loop of the sink. */
  public Exchange watch(Request request, AnswerSink sink, long begun) {
    return new Exchange(this, request, sink, begun);
  }

  /** Notes an answer that the platform has given at once, on the event loop that gave it. */
  public void answered(Request request, AnswerSink sink, Answer answer) {
    answered(HostClass.PLATFORM, request, sink, answer, BodyTier.NONE, begin());
  }

  /** Notes an answer, on the event loop that gave it. */
  public void answered(
      HostClass host, Request request, AnswerSink sink, Answer answer, BodyTier tier, long begun) {
    if (!on) {
      return;
    }
    long nanos = System.nanoTime() - begun;
    long bytes = answer.body() instanceof Body.Empty ? 0 : Math.max(0, answer.contentLength());
    Notes mine = notes.get();
    mine.counts.answered(host, answer.status(), bytes, nanos, tier);
    if (accessLog != null && mine.queue != null) {
      AccessEntry entry =
          AccessEntry.of(clock.millis(), host, request, sink, answer.status(), bytes, nanos, tier);
      if (!mine.queue.offer(entry)) {
        accessLog.dropped();
      }
    }
  }

  /** A number of all loops together. */
  long sum(ToLongFunction<LoopCounts> number) {
    return loops.stream().mapToLong(number).sum();
  }
}
