package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How it stands with the newest deployment of a host that has nothing to serve yet. */
public enum AwaitedBuild {
  QUEUED("queued"),
  BUILDING("building"),
  FAILED("failed"),
  CANCELLED("cancelled");

  private final String wireName;

  AwaitedBuild(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** Reads a name; null for one that a later version may write. */
  @JsonCreator
  public static @Nullable AwaitedBuild ofWireName(@Nullable String text) {
    return Arrays.stream(values())
        .filter(state -> state.wireName.equals(text))
        .findFirst()
        .orElse(null);
  }
}
