package dev.fairlead.site;

import java.util.List;
import java.util.Objects;

/**
 * What the header rules of a site change in an answer. Whoever writes the answer first sets the
 * platform's own headers, then takes away {@link #removed}, then puts each of {@link #fields} in
 * the place of all of that name; only {@code vary} joins the platform's, since what the platform
 * chooses by stays true. No field, set or removed, is one of {@link
 * dev.fairlead.site.rules.FieldRefusal}.
 *
 * <p>One {@link Resolver} gives the same object for the same combination of rules, so that what has
 * been encoded for a file and its headers can be kept. Equal objects are interchangeable.
 */
public final class ResponseHeaders {
  /** Most fields of one answer; what a site adds beyond them is left out. */
  public static final int MAX_FIELDS = 100;

  /** Most characters of all names and values of one answer; what exceeds them is left out. */
  public static final int MAX_CHARACTERS = 16_384;

  /** Nothing is changed. */
  public static final ResponseHeaders EMPTY = new ResponseHeaders(List.of(), List.of());

  /**
   * One header field.
   *
   * @param name in lower case
   * @param value in ISO 8859-1, without line breaks
   */
  public record Field(String name, String value) {
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  private final List<Field> fields;
  private final List<String> removed;
  private final int hash;

  public ResponseHeaders(List<Field> fields, List<String> removed) {
    this.fields = List.copyOf(fields);
    this.removed = List.copyOf(removed);
    this.hash = 31 * this.fields.hashCode() + this.removed.hashCode();
  }

  /** What is set, in the order written; only {@code set-cookie} may occur more than once. */
  public List<Field> fields() {
    return fields;
  }

  /** Names of the platform's own headers that are not sent; none of them is in {@link #fields}. */
  public List<String> removed() {
    return removed;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof ResponseHeaders headers
            && headers.hash == hash
            && headers.fields.equals(fields)
            && headers.removed.equals(removed));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "ResponseHeaders[fields=%s, removed=%s]".formatted(fields, removed);
  }
}
