package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.random.RandomGenerator;

/** Names a project: 16 characters of {@code 0-9a-z}, 80 random bits, safe in a host label. */
public record ProjectId(@JsonValue String value) implements Comparable<ProjectId> {

  public ProjectId {
    Identifiers.check("project id", value);
  }

  /**
   * Reads an id.
   *
   * @throws IllegalArgumentException if it is not 16 characters of Crockford's base 32 in lower
   *     case
   */
  @JsonCreator
  public static ProjectId parse(String text) {
    return new ProjectId(text);
  }

  public static ProjectId random(RandomGenerator random) {
    return new ProjectId(Identifiers.random(random));
  }

  @Override
  public int compareTo(ProjectId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
