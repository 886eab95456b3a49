package dev.fairlead.site;

import dev.fairlead.site.rules.Criterion;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the header rules of a site change in an answer. Whoever writes the answer first sets the
 * platform's own headers, then takes away {@link #removed}, then puts each of {@link #fields} in
 * the place of all of that name; only {@code vary} joins the platform's, since what the platform
 * chooses by stays true. No field frames a message or belongs to the connection.
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
  private final Set<Criterion> decidedBy;
  private final int hash;

  public ResponseHeaders(List<Field> fields, List<String> removed) {
    this(fields, removed, Set.of());
  }

  private ResponseHeaders(List<Field> fields, List<String> removed, Set<Criterion> decidedBy) {
    this.fields = List.copyOf(fields);
    this.removed = List.copyOf(removed);
    this.decidedBy = Set.copyOf(decidedBy);
    this.hash =
        31 * (31 * this.fields.hashCode() + this.removed.hashCode()) + this.decidedBy.hashCode();
  }

  /** The same for an answer about which rules have looked at who sends the request. */
  ResponseHeaders decidedBy(Set<Criterion> criteria) {
    return criteria.isEmpty() ? this : new ResponseHeaders(fields, removed, criteria);
  }

  /** What is set, in the order written; only {@code set-cookie} may occur more than once. */
  public List<Field> fields() {
    return fields;
  }

  /** Names of the platform's own headers that are not sent; none of them is in {@link #fields}. */
  public List<String> removed() {
    return removed;
  }

  /**
   * What of who sends a request the answer depends on beside its URL; {@code vary} must name the
   * fields that say it (RFC 9110 §12.5.5).
   */
  public Set<Criterion> decidedBy() {
    return decidedBy;
  }

  /** Whether no header rule changes anything. */
  public boolean isUnchanged() {
    return fields.isEmpty() && removed.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof ResponseHeaders headers
            && headers.hash == hash
            && headers.fields.equals(fields)
            && headers.removed.equals(removed)
            && headers.decidedBy.equals(decidedBy));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "ResponseHeaders[fields=%s, removed=%s, decidedBy=%s]"
        .formatted(fields, removed, decidedBy);
  }
}
