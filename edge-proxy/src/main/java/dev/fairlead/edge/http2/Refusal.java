package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;

/** Why a request is not handed on. */
enum Refusal {
  BODY(413, "Requests with a body are not accepted."),
  MISDIRECTED(421, "This host is not served on this connection."),
  HEADERS(431, "The header fields are too long, or too many.");

  private final int status;
  private final String sentence;

  Refusal(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  Answer answer(Request request) {
    return PlatformAnswers.refused(
        status, sentence, PlatformAnswers.isNavigation(request.headers()));
  }
}
