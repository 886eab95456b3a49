package dev.fairlead.infra.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;

/** Where a command's result goes: lines for people, or one JSON document for a script. */
record Printer(PrintWriter out) {
  private static final ObjectMapper JSON = new ObjectMapper();

  void line(String format, Object... values) {
    out.println(values.length == 0 ? format : format.formatted(values));
    out.flush();
  }

  void lines(List<String> lines) {
    lines.forEach(out::println);
    out.flush();
  }

  void json(Object document) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + document, e);
    }
  }
}
