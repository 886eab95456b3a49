package dev.fairlead.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What {@code answers.md} says: sites, and of each the requests and their whole answers. */
final class AnswerTable {
  private static final String FENCE = "```";
  private static final int COLUMNS = 6;

  private final List<TableSite> sites = new ArrayList<>();
  private final List<AnswerCase> cases = new ArrayList<>();

  /** Names that rows use for fields, and the fields. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private String page = "";

  private AnswerTable() {}

  /**
   * Reads the table.
   *
   * @throws IOException if it cannot be read
   */
  static AnswerTable read() throws IOException {
    AnswerTable table = new AnswerTable();
    try (InputStream in =
        Objects.requireNonNull(AnswerTable.class.getResourceAsStream("/answers.md"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Iterator<String> lines = text.lines().iterator();
      while (lines.hasNext()) {
        table.read(lines.next(), lines);
      }
    }
    return table;
  }

  List<TableSite> sites() {
    return sites;
  }

  List<AnswerCase> cases() {
    return cases;
  }

  private void read(String line, Iterator<String> more) {
    if (line.startsWith(FENCE)) {
      block(line.substring(FENCE.length()), more);
    } else if (line.startsWith("| `")) {
      List<String> cells = cells(line);
      if (cells.size() == 2) {
        names.put(cells.get(0), cells.get(1));
      } else if (cells.size() == COLUMNS) {
        cases.add(AnswerCase.parse(sites.getLast(), cells, names, page));
      } else {
        throw new IllegalArgumentException(
            "row: %s (expected: %d columns)".formatted(line, COLUMNS));
      }
    }
  }

  private void block(String kind, Iterator<String> more) {
    List<String> lines = new ArrayList<>();
    for (String line = more.next(); !line.equals(FENCE); line = more.next()) {
      lines.add(line);
    }
    if (kind.equals("page")) {
      page = String.join("\n", lines) + "\n";
      return;
    }
    if (kind.equals("site")) {
      sites.add(new TableSite());
    }
    sites.getLast().add(kind, lines);
  }

  /** The cells of a row, without the marks of code around them. */
  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    for (String cell : row.substring(1, row.lastIndexOf('|')).split("\\|", -1)) {
      String text = cell.strip();
      boolean code = text.length() > 1 && text.startsWith("`") && text.endsWith("`");
      cells.add(code ? text.substring(1, text.length() - 1) : text);
    }
    return cells;
  }
}
