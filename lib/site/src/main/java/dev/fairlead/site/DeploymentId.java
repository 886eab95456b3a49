package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.random.RandomGenerator;

/** Names a deployment: 16 characters of {@code 0-9a-z}, 80 random bits, safe in a host label. */
public record DeploymentId(@JsonValue String value) implements Comparable<DeploymentId> {

  public DeploymentId {
    Identifiers.check("deployment id", value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException if it is not 16 characters of Crockford's base 32 in lower
   *     case
   */
  @JsonCreator
  public static DeploymentId parse(String text) {
    return new DeploymentId(text);
  }

  public static DeploymentId random(RandomGenerator random) {
    return new DeploymentId(Identifiers.random(random));
  }

  @Override
  public int compareTo(DeploymentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
