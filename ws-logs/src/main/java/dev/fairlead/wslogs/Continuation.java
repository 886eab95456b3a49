package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.LogChunk;
import dev.fairlead.build.protocol.LogCursor;

/** What a chunk means to someone who has read up to a cursor. */
sealed interface Continuation {
  /** These lines come next; those seen before are cut off. */
  record Next(LogChunk lines) implements Continuation {}

  /** Nothing in it is new. */
  record Seen() implements Continuation {}

  /** Lines between the cursor and the chunk are missing. */
  record Gap() implements Continuation {}

  static Continuation of(LogCursor cursor, LogChunk chunk) {
    long first = chunk.lines().getFirst().number();
    long expected = chunk.attempt() == cursor.attempt() ? cursor.line() + 1 : 1;
    if (chunk.end().compareTo(cursor) <= 0) {
      return new Seen();
    }
    if (first > expected) {
      return new Gap();
    }
    int seen = Math.toIntExact(expected - first);
    return new Next(
        seen == 0
            ? chunk
            : new LogChunk(chunk.attempt(), chunk.lines().subList(seen, chunk.lines().size())));
  }
}
