package dev.fairlead.site.s3;

import java.io.IOException;

/** There is no connection to be had, and trying again would only wait again. */
final class NoConnectionException extends IOException {
  private static final long serialVersionUID = 1L;

  NoConnectionException(String message) {
    super(message);
  }
}
