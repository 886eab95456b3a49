package dev.fairlead.edge;

import dev.fairlead.edge.http.Answer;
import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.Route;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one event loop has given lately, ready to be given again: a table of fixed size
 * without a lock. It is keyed by files and by the addresses of files, which a site has made, never
 * by what a client can invent; an entry is right for exactly one version of a route, so none is
 * ever purged. An entry does not keep its bytes alive: when they have been displaced, they are
 * looked for again.
 */
final class HotAnswers {
  private static final int SLOTS = 1 << 15;

  /** A site may add 16 KiB of headers to every answer: those are encoded each time. */
  private static final int LARGEST_HEAD = 2 << 10;

  /**
   * A file as it is sent in answers that a site gives to many addresses: its not-found page.
   *
   * @param immutable whether the address is one at which its bytes never change
   */
  record Page(int file, int status, ResponseHeaders headers, boolean immutable) {}

  /** One answer. */
  static final class Entry {
    private final Route route;
    private final Object key;
    private final int codings;
    final Answer answer;

    /** The answer when the client has the file already; null if the answer has no validator. */
    final @Nullable Answer notModified;

    private final @Nullable String entityTag;

    /** Whether the query of the request does not matter. */
    final boolean anyQuery;

    /** All bytes of the body, not retained; null while it is not known whether they are kept. */
    @Nullable ByteBuf bytes;

    private int uses;

    Entry(
        Route route,
        Object key,
        int codings,
        Answer answer,
        @Nullable Answer notModified,
        @Nullable String entityTag,
        boolean anyQuery) {
      this.route = route;
      this.key = key;
      this.codings = codings;
      this.answer = answer;
      this.notModified = notModified;
      this.entityTag = entityTag;
      this.anyQuery = anyQuery;
    }

    /** Whether the client has these bytes; false also where that takes more than a look. */
    boolean isHeldBy(String ifNoneMatch) {
      return ifNoneMatch.equals(entityTag);
    }

    /** True now and then, so that the tiers learn which of their blobs are used. */
    boolean isTimeToTouch() {
      return (++uses & 31) == 0;
    }
  }

  private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

  /** The answer kept for a key of a route; null if there is none. */
  @Nullable Entry find(Route route, Object key, int codings) {
    int slot = slot(route, key, codings);
    Entry first = entries[slot];
    if (first != null && isFor(first, route, key, codings)) {
      return first;
    }
    Entry second = entries[slot ^ 1];
    return second != null && isFor(second, route, key, codings) ? second : null;
  }

  /** Keeps an answer in the place of one that was used less, unless its head is large. */
  void keep(Entry entry) {
    if (entry.answer.http1Head().length > LARGEST_HEAD) {
      return;
    }
    int slot = slot(entry.route, entry.key, entry.codings);
    Entry first = entries[slot];
    Entry second = entries[slot ^ 1];
    boolean replaceFirst =
        first == null
            || isFor(first, entry.route, entry.key, entry.codings)
            || (second != null && first.uses <= second.uses);
    Entry staying = replaceFirst ? second : first;
    if (staying != null) {
      // What stays must prove itself again, or it would stay for ever.
      staying.uses >>= 1;
    }
    entries[replaceFirst ? slot : slot ^ 1] = entry;
  }

  private static boolean isFor(Entry entry, Route route, Object key, int codings) {
    return entry.route == route && entry.codings == codings && entry.key.equals(key);
  }

  private static int slot(Route route, Object key, int codings) {
    int hash = key.hashCode() * 31 + route.host().value().hashCode() + codings;
    hash *= 0x9E3779B9;
    return hash >>> (32 - Integer.numberOfTrailingZeros(SLOTS));
  }
}
