package dev.fairlead.edge.http;

import dev.fairlead.site.Blob;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.StorageRegion;
import java.util.List;

/** What follows the head of an answer. */
public sealed interface Body {

  /** Nothing is sent, whatever the length in the head says. */
  record Empty() implements Body {}

  /** Bytes of another server, which come as they are sent. */
  record Passed() implements Body {}

  /** Bytes made by the edge; not changed after they are handed over. */
  record Text(byte[] bytes) implements Body {}

  /** Parts of one stored blob, between them bytes made by the edge. */
  record Stored(StorageRegion region, ProjectId project, Blob blob, List<Segment> segments)
      implements Body {
    public Stored {
      segments = List.copyOf(segments);
    }

    /**
     * Where in the blob the first bytes lie that are sent of it.
     *
     * @throws IllegalArgumentException if none are
     */
    public long firstOffset() {
      for (Segment segment : segments) {
        if (segment instanceof Segment.Slice slice) {
          return slice.offset();
        }
      }
      throw new IllegalArgumentException("a stored body without a slice");
    }
  }

  /** One stretch of a body. */
  sealed interface Segment {
    long length();

    /** Bytes made by the edge: the head of a part. */
    record Literal(byte[] bytes) implements Segment {
      @Override
      public long length() {
        return bytes.length;
      }
    }

    /** Bytes of the blob, at least one. */
    record Slice(long offset, long length) implements Segment {}
  }
}
