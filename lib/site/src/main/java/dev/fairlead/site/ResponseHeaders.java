package dev.fairlead.site;

import dev.fairlead.site.rules.Criterion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the header rules of a site change in an answer. Whoever writes the answer first sets the
 * platform's own headers; then {@link #applyTo} takes away {@link #removed} and puts each of {@link
 * #fields} in the place of all of that name. Only {@code vary} joins the platform's, since what the
 * platform chooses by stays true. No field, set or removed, is one of {@link
 * dev.fairlead.site.rules.FieldRefusal}.
 *
 * <p>One {@link Resolver} gives the same object for the same combination of rules, so that what has
 * been encoded for a file and its headers can be kept. Equal objects are interchangeable.
 */
public final class ResponseHeaders {
  private static final String SET_COOKIE = "set-cookie";
  private static final String VARY = "vary";

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

  /** The fields of an answer that is being written; names are in lower case. */
  public interface Fields {
    /** The first of a name; null if there is none. */
    @Nullable String get(String name);

    /** Puts one in the place of all of its name. */
    void set(String name, String value);

    void add(String name, String value);

    void remove(String name);
  }

  private final List<Field> fields;
  private final List<String> removed;
  private final Set<Criterion> decidedBy;
  private final int hash;
  private final ResponseHeaders ofError;

  public ResponseHeaders(List<Field> fields, List<String> removed) {
    this(fields, removed, Set.of());
  }

  private ResponseHeaders(List<Field> fields, List<String> removed, Set<Criterion> decidedBy) {
    this.fields = List.copyOf(fields);
    this.removed = List.copyOf(removed);
    this.decidedBy = Set.copyOf(decidedBy);
    this.hash =
        31 * (31 * this.fields.hashCode() + this.removed.hashCode()) + this.decidedBy.hashCode();
    this.ofError = saysHowFresh() ? withoutFreshness() : this;
  }

  /** The same for an answer about which rules have looked at who sends the request. */
  ResponseHeaders decidedBy(Set<Criterion> criteria) {
    return criteria.isEmpty() ? this : new ResponseHeaders(fields, removed, criteria);
  }

  private boolean saysHowFresh() {
    return fields.stream().map(Field::name).anyMatch(Freshness::isSaidBy)
        || removed.stream().anyMatch(Freshness::isSaidBy);
  }

  private ResponseHeaders withoutFreshness() {
    return new ResponseHeaders(
        fields.stream().filter(field -> !Freshness.isSaidBy(field.name())).toList(),
        removed.stream().filter(name -> !Freshness.isSaidBy(name)).toList(),
        decidedBy);
  }

  /** The same for an answer that is no success, which nobody may keep. */
  public ResponseHeaders ofError() {
    return ofError;
  }

  /** Changes the fields that the platform has set. */
  public void applyTo(Fields answer) {
    removed.forEach(answer::remove);
    for (Field field : fields) {
      if (field.name().equals(VARY)) {
        answer.set(VARY, joined(answer.get(VARY), field.value()));
      } else if (!field.name().equals(SET_COOKIE)) {
        answer.set(field.name(), field.value());
      }
    }
    for (Field field : fields) {
      if (field.name().equals(SET_COOKIE)) {
        answer.add(SET_COOKIE, field.value());
      }
    }
  }

  /** What the platform varies by, then what else the site does. */
  static String joined(@Nullable String platforms, String sites) {
    if (platforms == null) {
      return sites;
    }
    Set<String> known = new HashSet<>();
    List<String> all = new ArrayList<>();
    for (String name : (platforms + "," + sites).split(",", -1)) {
      if (!name.isBlank() && known.add(name.strip().toLowerCase(Locale.ROOT))) {
        all.add(name.strip());
      }
    }
    return String.join(", ", all);
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
