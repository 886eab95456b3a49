package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One object of a file, asked key by key. It remembers what it was asked, so that whatever nobody
 * asked for can be named.
 */
final class Section {
  private final String file;
  private final Value.Table table;
  private final @Nullable String refusal;
  private final Set<String> asked = new TreeSet<>();

  Section(String file, Value.Table table) {
    this(file, table, null);
  }

  private Section(String file, Value.Table table, @Nullable String refusal) {
    this.file = file;
    this.table = table;
    this.refusal = refusal;
  }

  /** In the place of an element of a list that is no object: refuses whatever it is asked. */
  private static Section refused(String file, String key, int number, Value element) {
    return new Section(
        file,
        new Value.Table(element.line(), Map.of()),
        "element %d of %s is %s (expected: an object).".formatted(number, key, element.kind()));
  }

  RuleSource source() {
    return new RuleSource(file, table.line());
  }

  /** Where a key is; where the object is if it has none such. */
  RuleSource sourceOf(String key) {
    Value value = table.entries().get(key);
    return value == null ? source() : new RuleSource(file, value.line());
  }

  boolean has(String key) {
    return table.entries().containsKey(key);
  }

  boolean isList(String key) {
    return table.entries().get(key) instanceof Value.Items;
  }

  /** Keys that need no answer here. */
  void know(String... keys) {
    asked.addAll(List.of(keys));
  }

  /** The text of a key; null if it is not there. */
  @Nullable String text(String key) throws InvalidRuleException {
    return switch (ask(key)) {
      case null -> null;
      case Value.Text(int line, String text) -> text;
      case Value other -> throw unexpected(key, other, "a text");
    };
  }

  /** The text of a key that must be there. */
  String needText(String key) throws InvalidRuleException {
    String text = text(key);
    if (text == null) {
      throw new InvalidRuleException(missing(List.of(key)) + ".");
    }
    return text;
  }

  @Nullable Long whole(String key) throws InvalidRuleException {
    return switch (ask(key)) {
      case null -> null;
      case Value.Whole(int line, long number) -> number;
      case Value other -> throw unexpected(key, other, "a whole number");
    };
  }

  @Nullable Boolean flag(String key) throws InvalidRuleException {
    return switch (ask(key)) {
      case null -> null;
      case Value.Flag(int line, boolean set) -> set;
      case Value other -> throw unexpected(key, other, "true or false");
    };
  }

  /**
   * The objects of a list; none if the key is not there. An element that is no object refuses what
   * it is asked, so that it is told where it stands and the others are read.
   */
  List<Section> sections(String key) throws InvalidRuleException {
    Value value = ask(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof Value.Items items)) {
      throw unexpected(key, value, "a list");
    }
    List<Section> sections = new ArrayList<>(items.values().size());
    for (Value item : items.values()) {
      sections.add(
          item instanceof Value.Table entry
              ? new Section(file, entry)
              : refused(file, key, sections.size() + 1, item));
    }
    return sections;
  }

  @Nullable Section section(String key) throws InvalidRuleException {
    return switch (ask(key)) {
      case null -> null;
      case Value.Table inner -> new Section(file, inner);
      case Value other -> throw unexpected(key, other, "an object");
    };
  }

  /** The texts of a list, or the one text; none if the key is not there. */
  List<String> texts(String key) throws InvalidRuleException {
    Value value = ask(key);
    if (value == null) {
      return List.of();
    }
    List<Value> values = value instanceof Value.Items items ? items.values() : List.of(value);
    List<String> texts = new ArrayList<>(values.size());
    for (Value item : values) {
      if (!(item instanceof Value.Text text)) {
        throw unexpected(key, item, "a text or a list of texts");
      }
      texts.add(text.text());
    }
    return texts;
  }

  Set<String> keys() {
    return table.entries().keySet();
  }

  /** What nobody has asked for, each with where it is. */
  Map<String, RuleSource> unasked() {
    Map<String, RuleSource> unasked = new LinkedHashMap<>();
    table
        .entries()
        .forEach(
            (key, value) -> {
              if (!asked.contains(key)) {
                unasked.put(key, new RuleSource(file, value.line()));
              }
            });
    return unasked;
  }

  /**
   * Ends the reading of a rule, but for keys that it must have.
   *
   * @throws InvalidRuleException if one of those is not there, or if there is one that nobody has
   *     asked for: what is not understood could change what the rule means
   */
  void end(String... needed) throws InvalidRuleException {
    checkIsObject();
    know(needed);
    Map<String, RuleSource> unasked = unasked();
    List<String> missing = Stream.of(needed).filter(key -> !has(key)).toList();
    if (unasked.isEmpty() && missing.isEmpty()) {
      return;
    }
    throw new InvalidRuleException(
        sentence(missing, unasked.keySet()),
        unasked.isEmpty() ? source() : unasked.values().iterator().next());
  }

  private static String sentence(List<String> missing, Set<String> unknown) {
    String unsupported =
        "%s is not supported here".formatted(Quoted.of(String.join(", ", unknown)));
    if (missing.isEmpty()) {
      return unsupported + ", so the whole rule is left out.";
    }
    return missing(missing) + (unknown.isEmpty() ? "." : ", and " + unsupported + ".");
  }

  private static String missing(List<String> keys) {
    return keys.size() == 1
        ? "The key %s is missing here".formatted(keys.getFirst())
        : "The keys %s are missing here".formatted(String.join(" and ", keys));
  }

  private @Nullable Value ask(String key) throws InvalidRuleException {
    checkIsObject();
    asked.add(key);
    return table.entries().get(key);
  }

  private void checkIsObject() throws InvalidRuleException {
    if (refusal != null) {
      throw new InvalidRuleException(refusal);
    }
  }

  private InvalidRuleException unexpected(String key, Value found, String expected) {
    return new InvalidRuleException(
        "%s is %s (expected: %s).".formatted(key, found.kind(), expected),
        new RuleSource(file, found.line()));
  }
}
