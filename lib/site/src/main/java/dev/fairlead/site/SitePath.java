package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path of a file in a site, as a browser would ask for it, decoded: begins with {@code /}, has
 * no empty, {@code .} or {@code ..} segment, no {@code \} and no control character, is in Unicode
 * form NFC, and has at most 1,024 bytes of UTF-8 and 64 segments.
 */
public record SitePath(@JsonValue String value) implements Comparable<SitePath> {
  public static final int MAX_BYTES = 1024;
  public static final int MAX_SEGMENTS = 64;

  public SitePath {
    String problem = value == null ? "is null" : problemOf(value);
    if (problem != null) {
      throw new IllegalArgumentException("path: %s (%s)".formatted(value, problem));
    }
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException that says which rule it breaks
   */
  @JsonCreator
  public static SitePath parse(String text) {
    return new SitePath(text);
  }

  /** Which rule a text breaks, as the end of a sentence about it; empty if it is a path. */
  public static Optional<String> problemWith(String text) {
    return Optional.ofNullable(problemOf(text));
  }

  /** The last segment: {@code app.js} of {@code /assets/app.js}. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  private static @Nullable String problemOf(String path) {
    if (path.length() < 2 || path.charAt(0) != '/') {
      return "it must begin with / and name a file";
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return "it has more than %d bytes".formatted(MAX_BYTES);
    }
    if (!Normalizer.isNormalized(path, Normalizer.Form.NFC)) {
      return "it is not in Unicode form NFC";
    }
    if (path.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
      return "it has a backslash or a control character";
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      return "it is not valid Unicode";
    }
    String[] segments = path.substring(1).split("/", -1);
    if (segments.length > MAX_SEGMENTS) {
      return "it has more than %d segments".formatted(MAX_SEGMENTS);
    }
    for (String segment : segments) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return "it has an empty, . or .. segment";
      }
    }
    return null;
  }

  @Override
  public int compareTo(SitePath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  /**
   * Whether a path as it is sent is this one in its one spelling, without a rewrite between them.
   *
   * @param target path as sent, with or without a query
   */
  public boolean isAskedFor(String target) {
    int mark = target.indexOf('?');
    return RequestPath.encode(value).equals(mark < 0 ? target : target.substring(0, mark));
  }
}
