package dev.fairlead.edge.http;

/** What decides the answer to a request. */
@FunctionalInterface
public interface Answering {
  /**
   * Gives the answer to the sink: before this returns if it is at hand, otherwise later, in bounded
   * time, and exactly once. Called on the event loop of the sink, which it never blocks.
   */
  void answer(Request request, AnswerSink sink);
}
