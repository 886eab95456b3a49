package dev.fairlead.edge.blob;

import java.io.IOException;

/** As many large files are being sent as may be; the store is not to blame. */
public final class BusyException extends IOException {
  private static final long serialVersionUID = 1;

  BusyException(String message) {
    super(message);
  }
}
