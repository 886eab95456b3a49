package dev.fairlead.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Results go to standard output, so that a script gets them and nothing else; everything a person
 * reads meanwhile goes to standard error. Colours only where a terminal shows them.
 */
final class Console {
  private static final Pattern SGR = Pattern.compile("\u001b\\[[0-9;:]*m");
  private static final String RESET = "\u001b[0m";
  private static final String FAINT = "\u001b[2m";

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  private final boolean colours =
      System.console() != null
          && System.console().isTerminal()
          && System.getenv("NO_COLOR") == null;

  void result(String text) {
    out.println(text);
  }

  void json(Object document) throws JsonProcessingException {
    out.println(ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
  }

  void say(String text) {
    err.println(text);
  }

  void logLine(PrintStream to, Documents.LogLine line) {
    String text = colours ? line.text() + RESET : SGR.matcher(line.text()).replaceAll("");
    to.println(colours && line.stream().equals("system") ? FAINT + text : text);
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }
}
