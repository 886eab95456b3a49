package dev.fairlead.edge.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.site.Blob;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.MemoryBlobStore;
import dev.fairlead.site.ProjectId;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients of one fetch. */
final class WaitersTest {
  private static final ProjectId PROJECT = ProjectId.parse("0123456789abcdef");
  private static final int MOST = 16_384;

  private final MemoryBlobStore store = new MemoryBlobStore();
  private final AtomicInteger woken = new AtomicInteger();

  @Test
  void whoHasGoneIsForgotten() throws Exception {
    Fetch fetch = fetch("hello");
    BlobSource stays = waiting(fetch);
    BlobSource goes = waiting(fetch);
    goes.release();

    fetch.run();

    assertThat(woken).hasValue(1);
    assertThat(stays.failureAt(0)).isNull();
    stays.release();
  }

  @Test
  void thereIsABoundOfClients() throws Exception {
    Fetch fetch = fetch("hello");
    List<BlobSource> sources = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      sources.add(waiting(fetch));
    }
    assertThatThrownBy(fetch::join)
        .isInstanceOf(IOException.class)
        .hasMessage("16384 clients wait for one blob already");

    sources.removeLast().release();
    sources.add(waiting(fetch));
    fetch.run();
    assertThat(woken).hasValue(MOST);
    sources.forEach(BlobSource::release);
  }

  private BlobSource waiting(Fetch fetch) throws IOException {
    BlobSource source = Objects.requireNonNull(fetch.join());
    source.whenReadable(0, ImmediateEventExecutor.INSTANCE, woken::incrementAndGet);
    return source;
  }

  private Fetch fetch(String content) throws IOException {
    Blob blob = store.put(PROJECT, content.getBytes(UTF_8));
    BlobKey key = new BlobKey(PROJECT, ContentHash.of(content.getBytes(UTF_8)));
    DiskTier disk = new DiskTier(null);
    MemoryLanding landing =
        new MemoryLanding(key, content.length(), new MemoryTier(1 << 20), disk, Runnable::run);
    return new Fetch(store, key, blob, landing, new Semaphore(1));
  }
}
