package dev.fairlead.edge.blob;

import dev.fairlead.edge.http.Body.Segment;
import dev.fairlead.edge.http.Body.Segment.Literal;
import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.edge.http.Content;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.FileRegion;
import io.netty.util.concurrent.EventExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of an answer, read one after the other from one source. */
final class StoredContent implements Content {
  private final List<Segment> segments;
  private final BlobSource source;
  private final EventExecutor loop;
  private int index;
  private long done;
  private boolean closed;

  StoredContent(List<Segment> segments, BlobSource source, EventExecutor loop) {
    this.segments = segments;
    this.source = source;
    this.loop = loop;
  }

  @Override
  public @Nullable ByteBuf read(int max) throws IOException {
    if (closed || index == segments.size()) {
      throw new EOFException("a body has been read to its end");
    }
    Segment segment = segments.get(index);
    int wanted = (int) Math.min(max, segment.length() - done);
    ByteBuf bytes =
        switch (segment) {
          case Literal(byte[] literal) -> Unpooled.wrappedBuffer(literal, (int) done, wanted);
          case Slice(long offset, long length) -> source.read(offset + done, wanted);
        };
    if (bytes != null) {
      advance(segment, bytes.readableBytes());
    }
    return bytes;
  }

  @Override
  public void whenReadable(Runnable reader) {
    if (!closed && index < segments.size() && segments.get(index) instanceof Slice slice) {
      source.whenReadable(slice.offset() + done, loop, reader);
    } else {
      reader.run();
    }
  }

  @Override
  public @Nullable FileRegion readRegion(long max) {
    if (closed || index == segments.size() || !(segments.get(index) instanceof Slice slice)) {
      return null;
    }
    FileRegion region = source.region(slice.offset() + done, Math.min(max, slice.length() - done));
    if (region != null) {
      advance(slice, region.count());
    }
    return region;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      source.release();
    }
  }

  private void advance(Segment segment, long bytes) {
    done += bytes;
    if (done == segment.length()) {
      index++;
      done = 0;
    }
  }
}
