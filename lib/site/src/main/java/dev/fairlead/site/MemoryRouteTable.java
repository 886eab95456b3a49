package dev.fairlead.site;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Routes in the heap of this process, in their wire form as any table keeps them. */
public final class MemoryRouteTable implements RouteTable {
  private record Entry(byte[] json, String tag) {}

  private final Map<Hostname, Entry> entries = new HashMap<>();
  private long writes;

  @Override
  public Optional<Stored> find(Hostname host) throws IOException {
    Entry entry = entry(host);
    return entry == null
        ? Optional.empty()
        : Optional.of(new Stored(Route.parse(entry.json, host), entry.tag));
  }

  @Override
  public synchronized WriteOutcome write(Route route, @Nullable String expectedTag)
      throws IOException {
    Entry entry = entries.get(route.host());
    boolean expected = entry == null ? expectedTag == null : entry.tag.equals(expectedTag);
    if (!expected) {
      return new WriteOutcome.Conflict();
    }
    return new WriteOutcome.Written(putBytes(route.host(), route.toJson()));
  }

  /** Stores bytes that may be no route; returns their tag. */
  synchronized String putBytes(Hostname host, byte[] bytes) {
    writes++;
    String tag = Long.toString(writes);
    entries.put(host, new Entry(bytes.clone(), tag));
    return tag;
  }

  private synchronized @Nullable Entry entry(Hostname host) {
    return entries.get(host);
  }
}
