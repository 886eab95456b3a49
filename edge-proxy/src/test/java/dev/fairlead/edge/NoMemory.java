package dev.fairlead.edge;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** An allocator that finds direct memory until a test says that there is none. */
public final class NoMemory extends AbstractByteBufAllocator {
  private boolean exhausted;

  public NoMemory() {
    super(true);
  }

  /** From now on there is none. */
  public void begin() {
    exhausted = true;
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }

  @Override
  protected ByteBuf newHeapBuffer(int initial, int most) {
    return Unpooled.buffer(initial, most);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initial, int most) {
    if (exhausted) {
      throw new OutOfMemoryError("no direct memory, as a test wants it");
    }
    return Unpooled.directBuffer(initial, most);
  }
}
