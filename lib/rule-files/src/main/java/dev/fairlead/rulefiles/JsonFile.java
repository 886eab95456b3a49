package dev.fairlead.rulefiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.fairlead.site.rules.RuleSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses JSON (RFC 8259) with line numbers; comments are allowed, as in {@code firebase.json}. */
final class JsonFile {
  private static final int MAX_DEPTH = 32;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(RuleFile.MAX_BYTES)
                  .build())
          .build();

  private JsonFile() {}

  static ParsedFile parse(RuleFile file) {
    try (JsonParser parser = JSON.createParser(file.text())) {
      if (parser.nextToken() == null || !parser.isExpectedStartObjectToken()) {
        return broken(file, 1, "The file is no JSON object; it is not used.");
      }
      Value.Table root = table(parser);
      if (parser.nextToken() != null) {
        return broken(file, line(parser), "Something follows the JSON object; it is not used.");
      }
      return new ParsedFile.Parsed(new Section(file.name(), root));
    } catch (StreamConstraintsException e) {
      return broken(
          file,
          1,
          "The file is nested deeper than %d levels or has a number too long; it is not used."
              .formatted(MAX_DEPTH));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      return broken(
          file,
          line,
          "The file is not valid JSON and not used: " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new AssertionError("reading from memory does no I/O", e);
    }
  }

  private static Value value(JsonParser parser) throws IOException {
    int line = line(parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> table(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Value.Text(line, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Value.Flag(line, parser.getBooleanValue());
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new Value.Other(line, "a very large number")
              : new Value.Whole(line, parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> new Value.Other(line, "a fraction");
      default -> new Value.Other(line, "null");
    };
  }

  private static Value.Table table(JsonParser parser) throws IOException {
    int line = line(parser);
    Map<String, Value> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      entries.put(key, value(parser));
    }
    return new Value.Table(line, entries);
  }

  private static Value.Items items(JsonParser parser) throws IOException {
    int line = line(parser);
    List<Value> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(parser));
    }
    return new Value.Items(line, values);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static ParsedFile broken(RuleFile file, int line, String sentence) {
    return new ParsedFile.Broken(new RuleSource(file.name(), Math.max(line, 0)), sentence);
  }

  private static String firstLine(String message) {
    return Quoted.of(message.lines().findFirst().orElse("")) + ".";
  }
}
