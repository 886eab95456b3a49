package dev.fairlead.site;

import java.io.IOException;

/** A wire document that cannot be read; the message says which and why. */
public final class InvalidDocumentException extends IOException {
  private static final long serialVersionUID = 1L;

  public InvalidDocumentException(String message) {
    super(message);
  }

  public InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
