package dev.fairlead.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of {@code framing.md}.
 *
 * @param section of an RFC that says so
 * @param bytes what is sent, one character for each byte
 * @param open whether the connection stays open
 */
public record FramingCase(
    String section, String bytes, List<Expected> answers, boolean open, String what) {
  private static final Pattern ROW =
      Pattern.compile("\\| (.+?) \\| `+(.+?)`+ \\| (.+?) \\| (open|closed) \\| (.+) \\|");
  private static final Pattern REPEATED = Pattern.compile("\\(([^()]*)\\*(\\d+)\\)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})");
  private static final Map<String, String> SIGNS =
      Map.of("⏎", "\r\n", "␊", "\n", "␍", "\r", "␉", "\t", "␠", " ", "␀", "\0");

  /** An answer that is expected. */
  public record Expected(int status, boolean hasBody) {}

  /**
   * All rows of the table.
   *
   * @throws IOException if the table cannot be read
   */
  public static List<FramingCase> all() throws IOException {
    try (InputStream table =
        Objects.requireNonNull(FramingCase.class.getResourceAsStream("/framing.md"))) {
      List<FramingCase> cases = new ArrayList<>();
      for (String line :
          new String(table.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.startsWith("| RFC")) {
          cases.add(parse(line));
        }
      }
      return cases;
    }
  }

  @Override
  public String toString() {
    return what;
  }

  private static FramingCase parse(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      throw new IllegalArgumentException("row: %s (expected: five columns)".formatted(line));
    }
    List<Expected> answers = new ArrayList<>();
    for (String answer : row.group(3).split(", ")) {
      answers.add(new Expected(Integer.parseInt(answer.substring(0, 3)), !answer.endsWith(" ∅")));
    }
    return new FramingCase(
        row.group(1),
        bytes(row.group(2)),
        List.copyOf(answers),
        row.group(4).equals("open"),
        row.group(5));
  }

  /** What a text with signs stands for, one character for each byte. */
  static String bytes(String written) {
    String text = written;
    for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
      text = text.replace(sign.getKey(), sign.getValue());
    }
    text =
        REPEATED
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1).repeat(Integer.parseInt(found.group(2)))));
    return ESCAPED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
  }
}
