package dev.fairlead.edge.http;

import dev.fairlead.edge.http.Body.Segment.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@code Range} header asks of a representation (RFC 9110 §14). */
sealed interface ByteRanges {
  /** More ranges than any reader of a document needs. */
  int MAX_RANGES = 16;

  int MAX_DIGITS = 18;

  Pattern SPECIFICATION = Pattern.compile("(\\d+)-(\\d*)|-(\\d+)");

  /** No range, or one that is ignored: all is sent with 200. */
  record All() implements ByteRanges {}

  /** These parts are sent with 206; at least one. */
  record Parts(List<Slice> slices) implements ByteRanges {
    public Parts {
      slices = List.copyOf(slices);
    }
  }

  /** No part lies in the representation: 416. */
  record None() implements ByteRanges {}

  /**
   * Reads the header. Malformed ones, other units, and sets that would make the answer longer than
   * the representation (an attack, RFC 9110 §17.15) are ignored.
   *
   * @param length of the representation, in bytes
   */
  static ByteRanges parse(@Nullable String header, long length) {
    if (header == null || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
      return new All();
    }
    String[] specifications = header.substring(6).split(",", MAX_RANGES + 1);
    if (specifications.length > MAX_RANGES) {
      return new All();
    }
    List<Slice> slices = new ArrayList<>();
    int read = 0;
    for (String specification : specifications) {
      if (specification.isBlank()) {
        // Elements of a list may be empty (RFC 9110 §5.6.1).
        continue;
      }
      read++;
      Matcher matcher = SPECIFICATION.matcher(specification.strip());
      if (!matcher.matches() || isReversed(matcher)) {
        return new All();
      }
      Slice slice = slice(matcher, length);
      if (slice.length() > 0) {
        slices.add(slice);
      }
    }
    if (slices.isEmpty() && read > 0) {
      return new None();
    }
    boolean longerThanAll = slices.stream().mapToLong(Slice::length).sum() > length;
    return slices.isEmpty() || longerThanAll ? new All() : new Parts(slices);
  }

  private static boolean isReversed(Matcher matcher) {
    return matcher.group(1) != null
        && !matcher.group(2).isEmpty()
        && number(matcher.group(2)) < number(matcher.group(1));
  }

  /** Numerals have no bound (RFC 9110 §14.1.2), but no file is as long as that. */
  private static long number(String digits) {
    return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  private static Slice slice(Matcher matcher, long length) {
    if (matcher.group(1) == null) {
      long suffix = Math.min(number(matcher.group(3)), length);
      return new Slice(length - suffix, suffix);
    }
    long first = number(matcher.group(1));
    String lastText = matcher.group(2);
    long last = lastText.isEmpty() ? length - 1 : Math.min(number(lastText), length - 1);
    return new Slice(first, Math.max(0, last - first + 1));
  }
}
