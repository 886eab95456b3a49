package dev.fairlead.build.protocol;

import java.util.Objects;

/**
 * No more lines will come.
 *
 * @param state the final state of the deployment: {@code ready}, {@code failed}, {@code cancelled}
 *     or {@code skipped}
 */
public record LogEnd(String state) implements LogMessage {
  public LogEnd {
    Objects.requireNonNull(state, "state");
  }
}
