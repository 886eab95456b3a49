package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Body;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Waits for the first bytes of a body: until then another answer can still be given. Ends early if
 * the client goes. Used on the sink's loop only.
 */
final class Beginning implements Runnable {
  private final Answer answer;
  private final Body.Stored body;
  private final AnswerSink sink;
  private final BlobSource source;
  private final Consumer<IOException> onFailure;
  private boolean ended;

  /** Takes over the source. */
  Beginning(
      Answer answer,
      Body.Stored body,
      AnswerSink sink,
      BlobSource source,
      Consumer<IOException> onFailure) {
    this.answer = answer;
    this.body = body;
    this.sink = sink;
    this.source = source;
    this.onFailure = onFailure;
  }

  void await() {
    source.whenReadable(body.firstOffset(), sink.executor(), this);
    if (!ended) {
      sink.whenGone(this);
    }
  }

  /** The source can be read, or has failed, or nobody wants it any more. */
  @Override
  public void run() {
    if (ended) {
      return;
    }
    ended = true;
    IOException failure = source.failureAt(body.firstOffset());
    if (failure == null) {
      // A sink whose client has gone closes it at once, which releases the source.
      sink.answer(answer, new StoredContent(body.segments(), source, sink.executor()));
    } else {
      source.release();
      onFailure.accept(failure);
    }
  }
}
