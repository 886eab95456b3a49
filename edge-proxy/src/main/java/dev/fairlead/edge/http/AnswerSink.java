package dev.fairlead.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to one request goes: a connection of HTTP/1.1, or a stream of HTTP/2. An answer
 * that cannot be written, for want of memory say, ends the connection; who gave it need not know.
 */
public interface AnswerSink {
  /** The event loop on which an answer must be given. */
  EventExecutor executor();

  /** Where the client is, as far as its connection shows; null if that is not known. */
  default @Nullable InetAddress clientAddress() {
    return null;
  }

  /** The protocol in which the answer is sent, as ALPN names it (RFC 7301 §6). */
  default String protocol() {
    return "http/1.1";
  }

  /** Says, before the answer, where its body was found. */
  default void comesFrom(BodyTier tier) {}

  /**
   * Says what is about to be answered while its body is still being fetched; another answer may
   * follow all the same. Not called once there is an answer.
   */
  default void expect(Answer answer) {}

  /**
   * Runs something, on the event loop, if the client goes before it is answered; at once if it has
   * gone. Who is told so still gives the answer, which is dropped. At most one thing is run, the
   * last that was said.
   */
  default void whenGone(Runnable action) {}

  /** Whether the kernel can send a file to the client: not where the bytes must be encrypted. */
  default boolean sendsFiles() {
    return false;
  }

  /**
   * Takes an answer whose body is in memory, or that has none.
   *
   * @param body all of it, now the sink's to release; null if nothing follows the head
   */
  void answer(Answer answer, @Nullable ByteBuf body);

  /** Takes an answer of which nothing follows the head. */
  default void answer(Answer answer) {
    answer(answer, (ByteBuf) null);
  }

  /**
   * Takes an answer whose body is read as it is sent. The store has already agreed to give it.
   *
   * @param content now the sink's to close
   */
  void answer(Answer answer, Content content);
}
