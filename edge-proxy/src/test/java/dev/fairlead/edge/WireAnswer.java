package dev.fairlead.edge;

import java.util.List;

/**
 * An answer as it came.
 *
 * @param phrase after the status; empty in HTTP/2
 * @param early fields of a 103 before it
 * @param fields {@code name: value}, names in lower case, in the order they came
 */
public record WireAnswer(
    int status, String phrase, List<String> early, List<String> fields, byte[] body) {
  public WireAnswer {
    early = List.copyOf(early);
    fields = List.copyOf(fields);
  }
}
