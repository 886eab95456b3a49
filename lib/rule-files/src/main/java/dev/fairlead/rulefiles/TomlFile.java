package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Parses TOML 1.0 with line numbers. */
final class TomlFile {
  private static final int MAX_DEPTH = 32;

  private final ElementLines elements;

  private TomlFile(ElementLines elements) {
    this.elements = elements;
  }

  static ParsedFile parse(RuleFile file) {
    if (TomlDepth.of(file.text()) > MAX_DEPTH) {
      return new ParsedFile.Broken(
          new RuleSource(file.name(), 0),
          "The file is nested deeper than %d levels; it is not used.".formatted(MAX_DEPTH));
    }
    try {
      TomlParseResult result = Toml.parse(file.text());
      if (result.hasErrors()) {
        return broken(file, result.errors().getFirst());
      }
      Value.Table root = new TomlFile(new ElementLines(file.text())).table(result, 1);
      return new ParsedFile.Parsed(new Section(file.name(), root));
    } catch (TomlParseError e) {
      // Some errors are thrown instead of listed: a wrong escape in the name of a table.
      return broken(file, e);
    }
  }

  private static ParsedFile broken(RuleFile file, TomlParseError error) {
    return new ParsedFile.Broken(
        new RuleSource(file.name(), line(error.position())),
        "The file is not valid TOML and not used: %s."
            .formatted(Quoted.of(String.valueOf(error.getMessage()))));
  }

  private Value value(Object value, int line) {
    return switch (value) {
      case TomlTable table -> table(table, line);
      case TomlArray array -> items(array, line);
      case String text -> new Value.Text(line, text);
      case Long number -> new Value.Whole(line, number);
      case Boolean set -> new Value.Flag(line, set);
      case Double ignored -> new Value.Other(line, "a fraction");
      default -> new Value.Other(line, "a date or time");
    };
  }

  private Value.Table table(TomlTable table, int line) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : table.entrySet()) {
      TomlPosition position = table.inputPositionOf(List.of(entry.getKey()));
      entries.put(
          entry.getKey(), value(entry.getValue(), position == null ? line : line(position)));
    }
    return new Value.Table(line, entries);
  }

  private Value.Items items(TomlArray array, int line) {
    List<Value> values = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      values.add(value(array.get(i), elements.of(array.inputPositionOf(i))));
    }
    return new Value.Items(line, values);
  }

  private static int line(TomlPosition position) {
    return Math.max(position.line(), 0);
  }
}
