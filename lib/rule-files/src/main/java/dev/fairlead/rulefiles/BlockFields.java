package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.FieldRefusal;
import dev.fairlead.site.rules.HeaderRule.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the headers of one block: each name is checked; a name that is there twice has its
 * values joined by a comma (RFC 9110 §5.3), but for {@code Set-Cookie}.
 */
final class BlockFields {
  /** Most headers of one block. */
  static final int MAX_FIELDS = 100;

  static final int MAX_VALUE_LENGTH = 8192;

  private static final String SET_COOKIE = "set-cookie";
  private final boolean appends;
  private final Map<String, @Nullable String> joined = new LinkedHashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final List<Field> cookies = new ArrayList<>();

  /**
   * An empty block.
   *
   * @param appends whether values join those of earlier blocks
   */
  BlockFields(boolean appends) {
    this.appends = appends;
  }

  /**
   * Adds a header.
   *
   * @throws InvalidRuleException if a site must not set it, or not to this value
   */
  void set(String name, String value) throws InvalidRuleException {
    String text = value.strip();
    String key = checked(name, text);
    checkCount();
    if (key.equals(SET_COOKIE)) {
      cookies.add(new Field(SET_COOKIE, text, true));
      return;
    }
    String before = joined.get(key);
    String all = before == null ? text : before + ", " + text;
    if (all.length() > MAX_VALUE_LENGTH) {
      throw tooLong(name, all.length());
    }
    joined.put(key, all);
  }

  /**
   * Removes a header that this block, an earlier one or the platform has set.
   *
   * @throws InvalidRuleException if a site must not remove it
   */
  void remove(String name) throws InvalidRuleException {
    String key = checked(name, null);
    checkCount();
    joined.put(key, null);
    removed.add(key);
    if (key.equals(SET_COOKIE)) {
      cookies.clear();
    }
  }

  List<Field> toList() {
    List<Field> fields = new ArrayList<>(joined.size() + cookies.size());
    joined.forEach(
        (name, value) -> fields.add(new Field(name, whole(name, value), joins(name, value))));
    fields.addAll(cookies);
    return fields;
  }

  /** What the block itself has removed is not there to be joined. */
  private boolean joins(String name, @Nullable String value) {
    return appends && value != null && !removed.contains(name);
  }

  /** Every answer varies with its coding, whatever else the site knows it to vary with. */
  private static @Nullable String whole(String name, @Nullable String value) {
    boolean partOfVary =
        name.equals("vary")
            && value != null
            && !value.toLowerCase(Locale.ROOT).contains("accept-encoding");
    return partOfVary ? "Accept-Encoding, " + value : value;
  }

  private void checkCount() throws InvalidRuleException {
    if (joined.size() + cookies.size() >= MAX_FIELDS) {
      throw new InvalidRuleException(
          "The block has more than %d headers; this one is left out.".formatted(MAX_FIELDS));
    }
  }

  private static String checked(String name, @Nullable String value) throws InvalidRuleException {
    Optional<FieldRefusal> refusal = FieldRefusal.of(name, value);
    if (refusal.isPresent()) {
      boolean named = refusal.get() != FieldRefusal.NO_NAME;
      throw new InvalidRuleException(refusal.get().sentence(named ? name : Quoted.of(name)));
    }
    if (value != null && value.length() > MAX_VALUE_LENGTH) {
      throw tooLong(name, value.length());
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private static InvalidRuleException tooLong(String name, int length) {
    return new InvalidRuleException(
        "The value of %s has %,d characters (expected: at most %,d)."
            .formatted(name, length, MAX_VALUE_LENGTH));
  }
}
