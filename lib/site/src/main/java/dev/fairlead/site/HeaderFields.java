package dev.fairlead.site;

import dev.fairlead.site.rules.HeaderRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds header rules up in their order: a later one replaces, joins or removes what came before. It
 * joins only what its own file has set: another host's file was not written to be continued.
 */
final class HeaderFields {
  private static final String SET_COOKIE = "set-cookie";

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Map<String, String> setBy = new HashMap<>();
  private final Set<String> removed = new LinkedHashSet<>();
  private int count;
  private int characters;
  private boolean leftOut;

  private HeaderFields() {}

  static ResponseHeaders of(List<HeaderRule> rules) {
    return new HeaderFields().sum(rules);
  }

  /** The first rule one of whose fields is left out where these apply together; null if none is. */
  static @Nullable HeaderRule firstBeyond(List<HeaderRule> rules) {
    HeaderFields all = new HeaderFields();
    for (HeaderRule rule : rules) {
      rule.fields().forEach(field -> all.add(field, rule.source().file()));
      if (all.leftOut) {
        return rule;
      }
    }
    return null;
  }

  private ResponseHeaders sum(List<HeaderRule> rules) {
    rules.forEach(rule -> rule.fields().forEach(field -> add(field, rule.source().file())));
    List<ResponseHeaders.Field> fields = new ArrayList<>();
    values.forEach(
        (name, texts) -> texts.forEach(text -> fields.add(new ResponseHeaders.Field(name, text))));
    return new ResponseHeaders(fields, List.copyOf(removed));
  }

  private void add(HeaderRule.Field field, String file) {
    String name = field.name();
    String value = field.value();
    if (field.refusal().isPresent()) {
      return;
    }
    if (value == null) {
      forget(name);
      if (removed.size() < ResponseHeaders.MAX_FIELDS) {
        removed.add(name);
      } else {
        leftOut = true;
      }
    } else {
      boolean joins = name.equals(SET_COOKIE) || file.equals(setBy.get(name));
      set(name, value, field.append() && joins);
      setBy.put(name, file);
    }
  }

  private void set(String name, String value, boolean append) {
    List<String> before = values.getOrDefault(name, List.of());
    List<String> after = new ArrayList<>(append ? before : List.of());
    if (append && !before.isEmpty() && !name.equals(SET_COOKIE)) {
      after.set(0, before.getFirst() + ", " + value);
    } else {
      after.add(value);
    }
    int growth = size(name, after) - size(name, before);
    if (count + after.size() - before.size() > ResponseHeaders.MAX_FIELDS
        || characters + growth > ResponseHeaders.MAX_CHARACTERS) {
      leftOut = true;
      return;
    }
    count += after.size() - before.size();
    characters += growth;
    values.put(name, after);
    removed.remove(name);
  }

  private void forget(String name) {
    List<String> before = values.remove(name);
    if (before != null) {
      count -= before.size();
      characters -= size(name, before);
    }
  }

  private static int size(String name, List<String> texts) {
    return texts.stream().mapToInt(text -> name.length() + text.length()).sum();
  }
}
