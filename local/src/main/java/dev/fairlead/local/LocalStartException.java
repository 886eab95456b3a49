package dev.fairlead.local;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why nothing could be started, in a sentence that says what to do. */
public final class LocalStartException extends IOException {
  private static final long serialVersionUID = 1L;

  LocalStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
