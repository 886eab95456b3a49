package dev.fairlead.edge;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.PlatformAnswers;
import dev.fairlead.edge.http.Request;
import dev.fairlead.edge.observation.Observation;

/** Sends every client on to {@code https}. */
final class RedirectToTls implements Answering {
  private final Observation observation;

  RedirectToTls(Observation observation) {
    this.observation = observation;
  }

  @Override
  public void answer(Request request, AnswerSink sink) {
    Answer answer = PlatformAnswers.overTls(request);
    sink.answer(answer, answer.literalBody());
    observation.answered(request, sink, answer);
  }

  @Override
  public void refused(Request request, Answer answer, AnswerSink sink) {
    observation.answered(request, sink, answer);
  }
}
