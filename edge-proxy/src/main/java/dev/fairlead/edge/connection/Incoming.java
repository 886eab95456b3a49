package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Request;

/** What the strict decoder has read: a request, or something that is answered and closed. */
sealed interface Incoming {

  /**
   * A well-formed request without a body.
   *
   * @param keepAlive whether the connection stays open after the answer
   */
  record Framed(Request request, boolean keepAlive) implements Incoming {}

  /**
   * Something that cannot be answered as a request; the connection closes after the answer.
   *
   * @param navigation whether a person will read the answer
   */
  record Refused(int status, String sentence, boolean navigation) implements Incoming {}
}
