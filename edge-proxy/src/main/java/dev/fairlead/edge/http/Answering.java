package dev.fairlead.edge.http;

/** What decides the answer to a request. */
@FunctionalInterface
public interface Answering {
  /**
   * Gives the answer to the sink: before this returns if it is at hand, otherwise later, in bounded
   * time, and exactly once. Called on the event loop of the sink, which it never blocks.
   */
  void answer(Request request, AnswerSink sink);

  /**
   * Learns of an answer that has been given without asking, since the request is not to be
   * answered, or is none. Called on the event loop of the sink.
   *
   * @param request {@link Request#none} if nothing of it can be relied on
   */
  default void refused(Request request, Answer answer, AnswerSink sink) {}
}
