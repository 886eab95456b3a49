package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Preferences;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a header field of a request means to the edge, if it means anything. */
enum FieldMeaning {
  HOST,
  CONNECTION,
  ACCEPT_ENCODING,
  IF_NONE_MATCH,
  /** Asks for something other than the whole file, or for it only on a condition. */
  CONDITION,
  /** Says how a request is framed or what becomes of the connection. */
  UNUSUAL;

  /** The names that mean something, by their length. */
  private static final Known[][] KNOWN = byLength(meanings());

  /** A name in lower case, and what its field means. */
  private record Known(byte[] name, FieldMeaning meaning) {}

  /** The meaning of the name between two positions, in any case; null if it has none. */
  static @Nullable FieldMeaning of(byte[] bytes, int start, int end) {
    if (end - start < KNOWN.length) {
      for (Known known : KNOWN[end - start]) {
        if (is(known.name, bytes, start)) {
          return known.meaning;
        }
      }
    }
    return null;
  }

  private static boolean is(byte[] name, byte[] bytes, int start) {
    for (int i = 0; i < name.length; i++) {
      // Sets the bit by which letters differ in case, and leaves a hyphen as it is.
      if ((bytes[start + i] | 0x20) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, FieldMeaning> meanings() {
    Map<String, FieldMeaning> meanings = new HashMap<>();
    meanings.put("host", HOST);
    meanings.put("connection", CONNECTION);
    meanings.put("accept-encoding", ACCEPT_ENCODING);
    meanings.put("if-none-match", IF_NONE_MATCH);
    Preferences.CONDITIONS.forEach(name -> meanings.put(name.toString(), CONDITION));
    for (String name :
        List.of("content-length", "transfer-encoding", "expect", "upgrade", "te", "trailer")) {
      meanings.put(name, UNUSUAL);
    }
    return meanings;
  }

  private static Known[][] byLength(Map<String, FieldMeaning> meanings) {
    int longest = meanings.keySet().stream().mapToInt(String::length).max().orElse(0);
    Known[][] known = new Known[longest + 1][];
    for (int length = 0; length <= longest; length++) {
      int wanted = length;
      known[length] =
          meanings.entrySet().stream()
              .filter(entry -> entry.getKey().length() == wanted)
              .map(entry -> new Known(bytes(entry.getKey()), entry.getValue()))
              .toArray(Known[]::new);
    }
    return known;
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
