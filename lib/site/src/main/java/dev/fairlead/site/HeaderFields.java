package dev.fairlead.site;

import dev.fairlead.site.rules.HeaderRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds header rules up in their order: a later one replaces, joins or removes what came before. */
final class HeaderFields {
  private static final String SET_COOKIE = "set-cookie";

  /** What frames a message or belongs to one connection (RFC 9110 §7.6.1): never a site's. */
  private static final Set<String> NEVER =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> removed = new LinkedHashSet<>();
  private int count;
  private int characters;

  private HeaderFields() {}

  static ResponseHeaders of(List<HeaderRule> rules) {
    HeaderFields all = new HeaderFields();
    rules.forEach(rule -> rule.fields().forEach(all::add));
    List<ResponseHeaders.Field> fields = new ArrayList<>();
    all.values.forEach(
        (name, texts) -> texts.forEach(text -> fields.add(new ResponseHeaders.Field(name, text))));
    return new ResponseHeaders(fields, List.copyOf(all.removed));
  }

  private void add(HeaderRule.Field field) {
    String name = field.name();
    String value = field.value();
    if (NEVER.contains(name) || !isToken(name)) {
      return;
    }
    if (value == null) {
      forget(name);
      if (removed.size() < ResponseHeaders.MAX_FIELDS) {
        removed.add(name);
      }
    } else if (isPrintable(value)) {
      set(name, value, field.append());
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

  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  private static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
