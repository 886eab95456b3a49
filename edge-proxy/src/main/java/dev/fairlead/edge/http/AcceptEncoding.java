package dev.fairlead.edge.http;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.SiteFile;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice among the codings a file is stored in (RFC 9110 §12.5.3). The highest quality wins,
 * then the fewest bytes; what the client does not name is used only if nothing else is acceptable.
 */
final class AcceptEncoding {
  private static final int MAX_CODINGS = 32;
  private static final int ABSENT = -1;
  private static final int FULL = 1000;
  private static final Coding[] STORED = Coding.values();
  private static final AcceptEncoding NONE = new AcceptEncoding();

  /** Thousandths by {@link Coding#ordinal}; {@link #ABSENT} where a coding is not named. */
  private final int[] stored = new int[STORED.length];

  private int identity = ABSENT;
  private int others = ABSENT;

  /**
   * The form of a file to send.
   *
   * @param coding null for the bytes as built
   */
  record Selected(@Nullable Coding coding, Blob blob) {}

  private AcceptEncoding() {
    Arrays.fill(stored, ABSENT);
  }

  /** Reads the header; null if the request has none. */
  static AcceptEncoding parse(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    AcceptEncoding read = new AcceptEncoding();
    int start = 0;
    for (int i = 0; i < MAX_CODINGS && start <= header.length(); i++) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      read.element(header, start, end);
      start = end + 1;
    }
    return read;
  }

  /** Whether the choice depends on {@link #mask} alone, because no coding is preferred. */
  boolean isSimple() {
    boolean simple = others == ABSENT && (identity == ABSENT || identity == FULL);
    for (int quality : stored) {
      simple &= quality == ABSENT || quality == FULL;
    }
    return simple;
  }

  /** A bit for each {@link Coding} that is named. */
  int mask() {
    int accepted = 0;
    for (int i = 0; i < stored.length; i++) {
      accepted |= stored[i] == ABSENT ? 0 : 1 << i;
    }
    return accepted;
  }

  /** The best acceptable form; null if the client refuses every form there is. */
  @Nullable Selected select(SiteFile file) {
    Selected asBuilt = new Selected(null, file.blob());
    Selected best = null;
    int bestQuality = 0;
    for (Map.Entry<Coding, Blob> variant : file.variants().entrySet()) {
      int named = stored[variant.getKey().ordinal()];
      int quality = named == ABSENT ? Math.max(0, others) : named;
      boolean better =
          quality > bestQuality
              || (best != null
                  && quality == bestQuality
                  && variant.getValue().length() < best.blob().length());
      if (better) {
        best = new Selected(variant.getKey(), variant.getValue());
        bestQuality = quality;
      }
    }
    int plain = identity == ABSENT ? others : identity;
    if (best == null) {
      return plain == 0 ? null : asBuilt;
    }
    return plain > bestQuality ? asBuilt : best;
  }

  /** All qualities in thousandths, for messages. */
  @Override
  public String toString() {
    return "%s, identity: %d, others: %d".formatted(Arrays.toString(stored), identity, others);
  }

  /** Reads one coding and its quality; what is named twice keeps the first. */
  private void element(String header, int start, int end) {
    int semicolon = header.indexOf(';', start);
    int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
    int from = skipBlanks(header, start, nameEnd);
    int to = beforeBlanks(header, from, nameEnd);
    int quality = nameEnd == end ? FULL : quality(header, nameEnd + 1, end);
    if (isToken("identity", header, from, to)) {
      identity = identity == ABSENT ? quality : identity;
    } else if (isToken("*", header, from, to)) {
      others = others == ABSENT ? quality : others;
    } else {
      boolean old = isToken("x-gzip", header, from, to);
      for (int i = 0; i < STORED.length; i++) {
        boolean named =
            old ? STORED[i] == Coding.GZIP : isToken(STORED[i].token(), header, from, to);
        if (named && stored[i] == ABSENT) {
          stored[i] = quality;
        }
      }
    }
  }

  private static boolean isToken(String token, String header, int from, int to) {
    return to - from == token.length() && header.regionMatches(true, from, token, 0, to - from);
  }

  /**
   * A weight in thousandths (RFC 9110 §12.4.2). A malformed one makes a coding unacceptable: the
   * bytes as built are always understood.
   */
  private static int quality(String header, int start, int end) {
    int q = skipBlanks(header, start, end);
    if (q == end || (header.charAt(q) != 'q' && header.charAt(q) != 'Q')) {
      return 0;
    }
    int equals = skipBlanks(header, q + 1, end);
    if (equals == end || header.charAt(equals) != '=') {
      return 0;
    }
    int from = skipBlanks(header, equals + 1, end);
    int to = beforeBlanks(header, from, end);
    boolean pointed = to - from > 1 && header.charAt(from + 1) == '.';
    if (to == from || to - from > 5 || (to - from > 1 && !pointed)) {
      return 0;
    }
    int thousandths = 0;
    for (int i = 0, unit = FULL; i < to - from; i++) {
      int digit = header.charAt(from + i) - '0';
      if (i != 1) {
        if (digit < 0 || digit > 9) {
          return 0;
        }
        thousandths += digit * unit;
        unit /= 10;
      }
    }
    return thousandths <= FULL ? thousandths : 0;
  }

  private static int skipBlanks(String text, int start, int end) {
    int at = start;
    while (at < end && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int beforeBlanks(String text, int start, int end) {
    int at = end;
    while (at > start && isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
