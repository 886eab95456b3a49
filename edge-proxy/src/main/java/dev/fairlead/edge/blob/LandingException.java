package dev.fairlead.edge.blob;

import java.io.IOException;

/**
 * Bytes of the store have found no place on this machine, such as on a disk that is full. The store
 * can still give the blob to each client by itself.
 */
final class LandingException extends IOException {
  private static final long serialVersionUID = 1;

  LandingException(String message, Throwable cause) {
    super(message, cause);
  }
}
