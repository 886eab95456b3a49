package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.Incoming;
import java.util.concurrent.CompletableFuture;

/** What decides the answer to a request. */
@FunctionalInterface
public interface Answering {
  /** The answer, in bounded time; never blocks the caller, which is an event loop. */
  CompletableFuture<Answer> answer(Incoming.Request request);
}
