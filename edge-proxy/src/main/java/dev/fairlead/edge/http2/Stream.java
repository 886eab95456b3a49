package dev.fairlead.edge.http2;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Content;
import dev.fairlead.edge.http.Request;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * One request and what is left to be sent of its answer. A stream whose answer was at hand and went
 * out at once is used again for the next request.
 */
final class Stream implements AnswerSink {
  private final Responder responder;
  int id;
  @Nullable Request request;

  /** Bytes that the client still takes; below 0 after it has made its windows smaller. */
  long window;

  /** Whether more of the request is to come: it has a body, which nobody wants. */
  boolean receiving;

  long received;
  long announced;
  long receivingSince;

  /** Whether it has been answered without asking: what still comes of its body changes nothing. */
  boolean refused;

  /** Whether an answer is still to be given by whoever was asked. */
  boolean owed;

  /** Whether the client has been told everything, or wants to hear no more. */
  boolean closed;

  boolean hinted;

  /** Run if the client gives the stream up before it is answered. */
  @Nullable Runnable gone;

  @Nullable ByteBuf body;
  @Nullable Content content;
  long left;

  /** Whether it waits for its turn. */
  boolean queued;

  /** Whether it waits for its store. */
  boolean awaitsContent;

  /** When, and at how many bytes, the client was last seen to take what it is sent. */
  long progressAt;

  long leftAtProgress;

  Stream(Responder responder) {
    this.responder = responder;
  }

  void begin(int newId, @Nullable Request asked, long firstWindow) {
    id = newId;
    request = asked;
    window = firstWindow;
    receiving = false;
    received = 0;
    announced = -1;
    refused = false;
    owed = false;
    closed = false;
    hinted = false;
    gone = null;
    queued = false;
    awaitsContent = false;
    left = 0;
  }

  boolean isHead() {
    return request != null && request.isHead();
  }

  /** Whether a body waits to be sent. */
  boolean isSending() {
    return body != null || content != null;
  }

  void releaseBody() {
    if (body != null) {
      body.release();
      body = null;
    }
    if (content != null) {
      content.close();
      content = null;
    }
  }

  @Override
  public EventExecutor executor() {
    return responder.executor();
  }

  @Override
  public @Nullable InetAddress clientAddress() {
    return responder.clientAddress();
  }

  @Override
  public String protocol() {
    return "h2";
  }

  @Override
  public void expect(Answer answer) {
    responder.expect(this, answer);
  }

  @Override
  public void whenGone(Runnable action) {
    if (closed) {
      action.run();
    } else {
      gone = action;
    }
  }

  @Override
  public void answer(Answer answer, @Nullable ByteBuf bytes) {
    responder.answer(this, answer, bytes, null);
  }

  @Override
  public void answer(Answer answer, Content pulled) {
    responder.answer(this, answer, null, pulled);
  }
}
