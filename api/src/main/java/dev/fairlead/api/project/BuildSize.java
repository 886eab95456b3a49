package dev.fairlead.api.project;

import dev.fairlead.api.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How large a machine a build gets, where each build has its own. On one machine all builds share
 * it, and the size means nothing.
 */
public enum BuildSize {
  SMALL,
  MEDIUM,
  LARGE,
  XLARGE;

  /** What a project has that did not ask. */
  public static final BuildSize DEFAULT = MEDIUM;

  /** The name in the database and on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #wireName}. */
  public static BuildSize ofWireName(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * Reads what a user wrote.
   *
   * @return null if nothing was written
   * @throws ProblemException {@code REQUEST_INVALID} naming the field
   */
  public static @Nullable BuildSize of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    return Arrays.stream(values())
        .filter(size -> size.wireName().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.invalid(
                    "buildSize",
                    "“%s” is no build size; use one of %s.".formatted(text, choices())));
  }

  private static String choices() {
    return Arrays.stream(values()).map(BuildSize::wireName).collect(Collectors.joining(", "));
  }
}
