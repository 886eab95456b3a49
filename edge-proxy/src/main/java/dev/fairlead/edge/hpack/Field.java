package dev.fairlead.edge.hpack;

/**
 * A header field, one character for each byte. An indexed field is the same object each time, so
 * that what has been found out about it need not be found out again.
 *
 * @param kind what the name and the value are to a server
 */
public record Field(String name, String value, Kind kind) {
  private static final int OVERHEAD = 32;
  private static final boolean[] NAME_CHARACTERS = nameCharacters();

  /** What a field of a request is to HTTP/2 (RFC 9113 §8.2, §8.3). */
  public enum Kind {
    METHOD,
    SCHEME,
    AUTHORITY,
    PATH,
    /** A pseudo-header field that no request has. */
    UNKNOWN_PSEUDO,
    HOST,
    COOKIE,
    CONTENT_LENGTH,
    ORDINARY,
    /** A name or a value with characters that are not allowed in it. */
    MALFORMED,
    /**
     * A field about the connection, which HTTP/2 does not have; {@code te} but {@code trailers}.
     */
    OF_CONNECTION;

    /** Whether a field of this kind belongs before all others. */
    public boolean isPseudo() {
      return compareTo(UNKNOWN_PSEUDO) <= 0;
    }
  }

  static Field of(String name, String value) {
    return new Field(name, value, isValue(value) ? kind(name, value) : Kind.MALFORMED);
  }

  /** Bytes it counts in a table or a list of fields (RFC 7541 §4.1). */
  public int size() {
    return name.length() + value.length() + OVERHEAD;
  }

  private static Kind kind(String name, String value) {
    return switch (name) {
      case ":method" -> Kind.METHOD;
      case ":scheme" -> Kind.SCHEME;
      case ":authority" -> Kind.AUTHORITY;
      case ":path" -> Kind.PATH;
      case "host" -> Kind.HOST;
      case "cookie" -> Kind.COOKIE;
      case "content-length" -> Kind.CONTENT_LENGTH;
      case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" ->
          Kind.OF_CONNECTION;
      case "te" -> value.equalsIgnoreCase("trailers") ? Kind.ORDINARY : Kind.OF_CONNECTION;
      default -> kindOfOther(name);
    };
  }

  private static Kind kindOfOther(String name) {
    if (name.startsWith(":")) {
      return Kind.UNKNOWN_PSEUDO;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!NAME_CHARACTERS[name.charAt(i) & 0xff]) {
        return Kind.MALFORMED;
      }
    }
    return name.isEmpty() ? Kind.MALFORMED : Kind.ORDINARY;
  }

  /** No control characters but tabs inside, no blanks at the ends (RFC 9113 §8.2.1, stricter). */
  private static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return value.isEmpty()
        || !(isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** Token characters of RFC 9110 §5.6.2 without capital letters. */
  private static boolean[] nameCharacters() {
    boolean[] allowed = new boolean[256];
    for (char c : "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz".toCharArray()) {
      allowed[c] = true;
    }
    return allowed;
  }
}
