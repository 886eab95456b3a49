package dev.fairlead.edge.cache;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** Lets all who want the same thing at the same time share one read of it. */
final class SharedReads<K, V> {
  private final ConcurrentMap<K, CompletableFuture<V>> running = new ConcurrentHashMap<>();
  private final Executor executor;

  SharedReads(Executor executor) {
    this.executor = executor;
  }

  /** How many reads are under way. */
  int size() {
    return running.size();
  }

  /**
   * Joins the read of a key that is under way, or starts one. The reader itself keeps what it has
   * read: when the result is there, the next call starts another read.
   */
  CompletableFuture<V> read(K key, Callable<V> reader) {
    CompletableFuture<V> joined = running.get(key);
    if (joined != null) {
      return joined;
    }
    CompletableFuture<V> mine = new CompletableFuture<>();
    joined = running.putIfAbsent(key, mine);
    if (joined != null) {
      return joined;
    }
    try {
      executor.execute(() -> run(key, mine, reader));
    } catch (RuntimeException e) {
      running.remove(key, mine);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void run(K key, CompletableFuture<V> mine, Callable<V> reader) {
    try {
      V value = reader.call();
      running.remove(key, mine);
      mine.complete(value);
    } catch (Throwable e) {
      running.remove(key, mine);
      mine.completeExceptionally(e);
    }
  }
}
